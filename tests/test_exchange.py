"""One HTTP request: each way that it can fail has a name, and says what to do."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

import bonekg
from bonekg import errors
from bonekg.store.base import EmbeddedStore
from bonekg.store.http import Connection, Login
from bonekg.store.rows import Rows, Triples
from real_tools import absent
from servers import JSON, Asked, Reply, endpoint, listening

pytestmark = pytest.mark.loopback


@pytest.fixture(scope="module")
def release() -> ox.Store:
    return EmbeddedStore().engine


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("127.0.0.1:8890/sparql", "begins with http"),
        ("ftp://127.0.0.1/sparql", "begins with http"),
        ("", "begins with http"),
        ("http://", "begins with http"),
        ("http://[::1/sparql", "is no address"),
        ("http://127.0.0.1:99999/sparql", "is no address"),
        ("http://127.0.0.1/a b", "begins with http"),
        ("http://me:secret@127.0.0.1/sparql", "give that apart"),
    ],
)
def test_what_is_no_address(url: str, says: str) -> None:
    with pytest.raises(errors.EndpointAddressError, match=says) as wrong:
        bonekg.connect(url)
    assert "secret" not in str(wrong.value)


def test_nothing_listens() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(errors.EndpointUnreachableError, match="no server listens there"):
        bonekg.connect(f"http://127.0.0.1:{port}/sparql")


def test_an_unknown_host(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(errors.EndpointUnreachableError, match="no host is known as 'nowhere"):
        bonekg.connect("http://nowhere.invalid/sparql")


def test_a_server_that_keeps_silent_or_trickles() -> None:
    def silent(_: Asked) -> Reply:
        time.sleep(1)
        return Reply()

    with listening(silent) as url:
        with pytest.raises(errors.EndpointTimeoutError, match=r"in 0\.2 seconds") as late:
            bonekg.connect(url, timeout=0.2)
        assert late.value.seconds == 0.2

    with socket.create_server(("127.0.0.1", 0)) as trickling:

        def trickle() -> None:
            with trickling.accept()[0] as talk:
                talk.recv(1 << 16)
                talk.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
                for _ in range(40):
                    try:
                        talk.sendall(b" ")
                    except OSError:
                        return
                    time.sleep(0.05)

        thread = threading.Thread(target=trickle)
        thread.start()
        before = time.monotonic()
        with pytest.raises(errors.EndpointTimeoutError):
            bonekg.connect(f"http://127.0.0.1:{trickling.getsockname()[1]}/", timeout=0.3)
        assert time.monotonic() - before < 1.5
        thread.join()


def test_a_server_that_hangs_up() -> None:
    for told in (
        b"",
        b"this is not HTTP\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{",
    ):
        with socket.create_server(("127.0.0.1", 0)) as server:

            def hang_up(told: bytes = told, server: socket.socket = server) -> None:
                with server.accept()[0] as talk:
                    talk.recv(1 << 16)
                    talk.sendall(told)

            thread = threading.Thread(target=hang_up)
            thread.start()
            kinds = (errors.EndpointUnreachableError, errors.EndpointAnswerError)
            with pytest.raises(kinds, match=r"closed the connection|broken answer"):
                bonekg.connect(f"http://127.0.0.1:{server.getsockname()[1]}/sparql")
            thread.join()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate that nobody has signed but itself, with its key, made by openssl."""
    import shutil

    if shutil.which("openssl") is None:
        absent("openssl is not installed; it makes the certificate")
    folder = tmp_path_factory.mktemp("certificate")
    name = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"]
    made = ["-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", "key.pem", "-out", "cert.pem"]
    command = ["openssl", "req", "-x509", *made, *name]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=60)
    both = folder / "both.pem"
    both.write_bytes((folder / "cert.pem").read_bytes() + (folder / "key.pem").read_bytes())
    return both


def test_certificates(
    certificate: Path, release: ox.Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with listening(endpoint(release), certificate) as url:
        with pytest.raises(errors.CertificateError, match=r"self-signed.*SSL_CERT_FILE"):
            bonekg.connect(url)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert bonekg.connect(url).query("ASK { ?c a bkg:Claim }") is True
        with pytest.raises((errors.EndpointUnreachableError, errors.EndpointAnswerError)):
            bonekg.connect(url.replace("https:", "http:"))
    with (
        listening(endpoint(release)) as url,
        pytest.raises(errors.EndpointUnreachableError, match="is it an http:// address"),
    ):
        bonekg.connect(url.replace("http:", "https:"))


_LONG = "Virtuoso 37000 Error SP030: SPARQL compiler " + "x" * 1000


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        (Reply(b"", "text/plain", 401), "answers HTTP 401; it wants a login"),
        (Reply(b"<h1>Not <b>Found</b></h1>", "text/html", 404), "no endpoint.* says: Not Found$"),
        (Reply(_LONG.encode(), "text/plain", 403), "SP030: SPARQL compiler x{100,200}…$"),
        (Reply(b'{"message": "too busy"}', "application/json", 503), "busy.* says: too busy$"),
        (Reply(b"{oh", "application/json", 500), "answers HTTP 500; it failed. It says: {oh$"),
        (Reply(b"a\x1b[31m\nb", "text/plain", 418), r"HTTP 418. It says: a \[31m b$"),
    ],
)
def test_http_errors(reply: Reply, says: str) -> None:
    with (
        listening(lambda _: reply) as url,
        pytest.raises(errors.EndpointRefusalError, match=says) as refused,
    ):
        bonekg.connect(url)
    assert refused.value.status == reply.status
    assert len(str(refused.value)) < 400
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        (Reply(b"<html>welcome</html>", "text/html"), "gives text/html, which is no form"),
        (Reply(b'{"head": {"vars": ["s"]', JSON), "broken: "),
        (Reply(b"[]", JSON), "broken: "),
        (Reply(b'{"head": {"vars": ["s"]}}', JSON), "broken: "),
        (
            Reply(
                b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"x","value":""}}]}}'
            ),
            "broken: ",
        ),
        (Reply(b"<sparql>", "application/sparql-results+xml"), "broken: "),
        (Reply(b"", ""), "an answer of no kind"),
        (Reply(b"{}", JSON, headers=(("X-SQL-State", "S1TAT"),)), "ran out of time"),
    ],
)
def test_answers_that_cannot_be_read(reply: Reply, says: str) -> None:
    with (
        listening(lambda _: reply) as url,
        pytest.raises(errors.EndpointAnswerError, match=says),
    ):
        bonekg.connect(url)


def test_results_in_xml_are_read(release: ox.Store) -> None:
    inner = endpoint(release)

    def in_xml(asked: Asked) -> Reply:
        reply = inner(asked)
        results = ox.parse_query_results(reply.body, ox.QueryResultsFormat.JSON)
        data = results.serialize(format=ox.QueryResultsFormat.XML)
        return Reply(data or b"", "application/sparql-results+xml")

    with listening(in_xml) as url:
        graph = bonekg.connect(url)
        assert graph.query("ASK { ?c a bkg:Claim }") is True
        assert graph.query("SELECT (2 AS ?n) {}").to_dicts() == [{"n": 2}]  # type: ignore[union-attr]  # rows


@pytest.mark.parametrize(("form", "says"), [("xml", "a value"), ("rdfxml", "a value of <u:a>")])
def test_what_xml_cannot_carry_is_refused(form: str, says: str) -> None:
    query = "SELECT ?o { ?s ?p ?o }" if form == "xml" else "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"
    found = EmbeddedStore(data=b'<u:a> <u:b> "a bell \\u0007 rings" .\n').query(query)
    assert isinstance(found, Rows | Triples)
    with pytest.raises(errors.ExportError, match=f"^{says} holds U.0007, a control character"):
        found.serialize(form)


def test_the_direction_of_a_text_is_written() -> None:
    store = EmbeddedStore(data=b"<u:a> <u:b> <u:c> .\n")
    rows = store.select('SELECT (STRLANGDIR("x", "ar", "rtl") AS ?a) ("y"@en AS ?b) {}')
    for form in (ox.QueryResultsFormat.JSON, ox.QueryResultsFormat.XML):
        found = ox.parse_query_results(rows.serialize(form.media_type), form)
        assert isinstance(found, ox.QuerySolutions)
        (row,) = found
        assert (row["a"], row["b"]) == rows.terms()[0]


def test_redirects_keep_the_question(release: ox.Store) -> None:
    inner = endpoint(release)

    def moved(asked: Asked) -> Reply:
        if asked.path == "/sparql":
            return Reply(status=301, headers=(("Location", "/new"),))
        return inner(asked)

    with listening(moved) as url:
        assert bonekg.connect(url).query("ASK { ?c a bkg:Claim }") is True


@pytest.mark.parametrize(
    ("location", "says"),
    [
        ("/sparql", "in a circle"),
        ("/{n}", "more than 5 times"),
        ("ftp://127.0.0.1/", "no web address"),
    ],
)
def test_redirects_that_lead_nowhere(location: str, says: str) -> None:
    count = iter(range(100))

    def moved(_: Asked) -> Reply:
        target = location.replace("{n}", str(next(count)))
        return Reply(status=307, headers=(("Location", target),))

    with (
        listening(moved) as url,
        pytest.raises(errors.EndpointRefusalError, match=says),
    ):
        bonekg.connect(url)


def test_headers_and_logins_stay_with_their_host(release: ox.Store) -> None:
    seen: list[dict[str, str]] = []
    inner = endpoint(release)

    def elsewhere(asked: Asked) -> Reply:
        seen.append(asked.headers)
        return inner(asked)

    with listening(elsewhere) as other:
        target = other.replace("127.0.0.1", "localhost")

        def moved(asked: Asked) -> Reply:
            assert asked.headers["x-key"] == "k"
            return Reply(status=308, headers=(("Location", target),))

        with listening(moved) as url:
            graph = bonekg.connect(url, headers={"X-Key": "k"})
            assert graph.query("ASK { ?c a bkg:Claim }") is True
    assert seen
    assert not any("x-key" in headers for headers in seen)


def test_a_login_never_follows_to_another_host(release: ox.Store) -> None:
    seen: list[dict[str, str]] = []
    wanted = Reply(status=401, headers=(("WWW-Authenticate", 'Basic realm="x"'),))

    def elsewhere(asked: Asked) -> Reply:
        seen.append(asked.headers)
        return wanted  # it would like to have it

    for first_wants_it in (True, False):
        with listening(elsewhere) as other:
            target = other.replace("127.0.0.1", "localhost")

            def moved(asked: Asked, wants: bool = first_wants_it, target: str = target) -> Reply:
                if wants and "authorization" not in asked.headers:
                    return wanted
                return Reply(status=307, headers=(("Location", target),))

            with (
                listening(moved) as url,
                pytest.raises(errors.EndpointRefusalError, match="HTTP 401"),
            ):
                bonekg.connect(url, user="me", password="secret")
    assert len(seen) == 2
    assert not any("authorization" in headers for headers in seen)


def test_without_httpx_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(errors.StoreError, match=r"pip install 'bonekg\[remote\]'"):
        bonekg.connect("http://127.0.0.1:1/")


def test_a_login_is_sent_when_asked_for_and_never_shown(release: ox.Store) -> None:
    inner = endpoint(release)

    def guarded(asked: Asked) -> Reply:
        if asked.headers.get("authorization") == "Basic bWU6c2VjcmV0":
            return inner(asked)
        return Reply(status=401, headers=(("WWW-Authenticate", 'Basic realm="x"'),))

    with listening(guarded) as url:
        assert bonekg.connect(url, user="me", password="secret").query("ASK {}") is True
        with pytest.raises(errors.EndpointRefusalError, match="HTTP 401") as refused:
            bonekg.connect(url, user="me", password="guess")
        assert "guess" not in str(refused.value)
    assert "secret" not in repr(Login("me", "secret"))
    strange = Reply(status=401, headers=(("WWW-Authenticate", "Strange x=1"),))
    with (
        listening(lambda _: strange) as url,
        pytest.raises(errors.EndpointAnswerError, match="asks for a login"),
    ):
        Connection(Login("me", "secret")).exchange(url)

"""One HTTP request and its answer, with every way that this can fail under its own name.

Only the standard library: a request of ours is a form, a query or a file, and an answer is bytes.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import SplitResult, urljoin, urlsplit

from bonekg.errors import (
    CertificateError,
    EndpointAddressError,
    EndpointAnswerError,
    EndpointRefusalError,
    EndpointTimeoutError,
    EndpointUnreachableError,
)

if TYPE_CHECKING:
    from http.client import HTTPResponse

__all__ = ["Answer", "Login", "check_address", "exchange"]

_REDIRECTS = 5
_LARGE = 1 << 16  # bytes that a server may not take before it knows who sends them
_SHOWN = 200  # characters of a server's own message
_ADVICE = {
    400: "it does not accept the request",
    401: "it wants a login, or not this one",
    403: "it does not allow this; it may want a login",
    404: "there is no endpoint at this address: Virtuoso has /sparql, Oxigraph /query, Fuseki "
    "/DATASET/sparql",
    405: "this address does not take such requests; is it another one of the server's?",
    408: "it ran out of time; ask for less",
    413: "it does not take a request of this size",
    415: "it does not take this form of request",
    429: "it has been asked too often; wait",
    503: "it is busy, or the query takes it too long",
    504: "it ran out of time; ask for less",
}


class Login(NamedTuple):
    """A name and a password, for Basic or Digest as the server asks; never shown.

    Attributes:
        user: the name.
        password: the password.
    """

    user: str
    password: str

    def __repr__(self) -> str:
        return f"Login({self.user!r}, …)"


class Answer(NamedTuple):
    """What a server answers.

    Attributes:
        status: the HTTP status.
        kind: the media type, in small letters and without parameters.
        headers: header → value, names in small letters.
        body: the bytes.
    """

    status: int
    kind: str
    headers: Mapping[str, str]
    body: bytes


def check_address(url: str) -> str:
    """Check that an address can be asked.

    Returns:
        The address without spaces around it.

    Raises:
        EndpointAddressError: if it is no http or https URL, or holds a password.

    Examples:
        >>> check_address("http://127.0.0.1:7878/query")
        'http://127.0.0.1:7878/query'
    """
    text = url.strip()
    try:
        parts = urlsplit(text)
        known = parts.scheme in ("http", "https") and bool(parts.hostname)
        port_is_fine = parts.port is None or parts.port > 0
    except ValueError as error:
        raise EndpointAddressError(text, f"is no address: {error}") from error
    if parts.username or parts.password:
        shown = text.replace(parts.netloc, parts.netloc.rpartition("@")[2])
        raise EndpointAddressError(shown, "was given with a login in it; give that apart")
    if not known or not port_is_fine or re.search(r"[\s\x00-\x1f<>\"]", text):
        raise EndpointAddressError(
            text or "''", "is no address of a server; it begins with http:// or https://"
        )
    return text


def exchange(
    url: str,
    *,
    method: str = "POST",
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    timeout: float = 30.0,
    login: Login | None = None,
) -> Answer:
    """Send one request and read the answer whole.

    Args:
        url: where to.
        method: the HTTP method; it stays what it is when a server sends the request elsewhere.
        body: what is sent.
        headers: further headers; they do not go along to another host.
        timeout: seconds for the whole exchange.
        login: who asks, where the server wants to know.

    Raises:
        EndpointError: one of its kinds, for each thing that can go wrong.
    """
    until = time.monotonic() + timeout
    here, sent, seen = url, dict(headers or {}), [url]
    if login is not None and body is not None and len(body) > _LARGE:
        # A server that wants a login first may hang up on what is long before it is sent.
        asked = _once(here, "GET", None, sent, timeout, until)
        if asked.status == 401:
            sent["Authorization"] = _authorization(here, asked, method, login)
            login = None
    while True:
        answer = _once(here, method, body, sent, timeout, until)
        if answer.status < 300:
            return answer
        if answer.status == 401 and login is not None:
            sent["Authorization"] = _authorization(here, answer, method, login)
            login = None
            continue
        if answer.status not in (301, 302, 307, 308):
            raise _refusal(here, answer)
        target = urljoin(here, answer.headers.get("location", ""))
        _check_redirect(url, answer, urlsplit(here), urlsplit(target), target in seen, len(seen))
        if urlsplit(target).netloc != urlsplit(here).netloc:
            sent = {k: v for k, v in sent.items() if k.lower() in ("accept", "content-type")}
            login = None
        seen.append(target)
        here = target


def _authorization(url: str, answer: Answer, method: str, login: Login) -> str:
    """Make the header that answers a server's wish for a login."""
    from urllib import request

    challenge = answer.headers.get("www-authenticate", "")
    if found := re.search(r"(?is)\bdigest\s+(.*)", challenge):
        known = request.HTTPPasswordMgrWithDefaultRealm()
        known.add_password(None, url, login.user, login.password)
        parts = request.parse_keqv_list(request.parse_http_list(found[1]))
        asked = request.Request(url, method=method)  # noqa: S310  # checked
        try:
            made = request.AbstractDigestAuthHandler(known).get_authorization(asked, parts)
        except ValueError:
            made = None
        if made:
            return f"Digest {made}"
    elif re.search(r"(?i)\bbasic\b", challenge):
        from base64 import b64encode

        return f"Basic {b64encode(f'{login.user}:{login.password}'.encode()).decode('ascii')}"
    raise EndpointAnswerError(url, "asks for a login in a way that is unknown here")


def _once(
    url: str,
    method: str,
    body: bytes | None,
    headers: Mapping[str, str],
    timeout: float,
    until: float,
) -> Answer:
    from urllib import request
    from urllib.error import HTTPError

    from bonekg._version import __version__

    class Stay(request.HTTPRedirectHandler):
        # The library's own way turns a POST into a GET and drops what was posted.
        def redirect_request(self, *_: object, **__: object) -> None:
            return None

    asked = request.Request(url, data=body, method=method, headers=dict(headers))  # noqa: S310  # checked
    asked.add_header("User-Agent", f"bonekg/{__version__}")
    with _named_errors(url, timeout):
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        try:
            with request.build_opener(Stay()).open(asked, timeout=left) as response:
                return _read(response, until)
        except HTTPError as error:
            with error:
                return _read(error, until)


def _read(response: HTTPResponse | object, until: float) -> Answer:
    """Read an answer to its end, however slowly it trickles, but not past the time."""
    from typing import cast

    source = cast("HTTPResponse", response)
    parts: list[bytes] = []
    while part := source.read1(1 << 16):
        parts.append(part)
        if time.monotonic() > until:
            raise TimeoutError
    headers: dict[str, str] = {}
    for name, value in source.headers.items():
        before = headers.get(name.lower())
        headers[name.lower()] = value if before is None else f"{before}, {value}"
    length = headers.get("content-length", "")
    body = b"".join(parts)
    if length.isdigit() and len(body) < int(length):
        from http.client import IncompleteRead

        raise IncompleteRead(body, int(length) - len(body))
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    return Answer(int(source.status), kind, headers, body)


@contextmanager
def _named_errors(url: str, timeout: float) -> Iterator[None]:
    from http.client import HTTPException, InvalidURL
    from urllib.error import URLError

    try:
        yield
    except TimeoutError as error:
        raise EndpointTimeoutError(url, timeout) from error
    except URLError as error:
        reason = error.reason if isinstance(error.reason, Exception) else error
        raise _network_error(url, timeout, reason) from error
    except (InvalidURL, UnicodeError) as error:
        raise EndpointAddressError(url, f"is no address: {error}") from error
    except HTTPException as error:
        if isinstance(error, ConnectionError):
            raise _network_error(url, timeout, error) from error
        raise EndpointAnswerError(
            url, f"gives a broken answer, not HTTP to its end ({type(error).__name__}); try again"
        ) from error
    except OSError as error:
        raise _network_error(url, timeout, error) from error


def _network_error(url: str, timeout: float, reason: Exception) -> Exception:
    import socket
    import ssl

    host = urlsplit(url).hostname
    if isinstance(reason, TimeoutError):
        return EndpointTimeoutError(url, timeout)
    if isinstance(reason, ssl.SSLCertVerificationError):
        return CertificateError(
            url,
            f"has a certificate that cannot be trusted ({reason.verify_message}); if it is your "
            "own, name its authority's file in SSL_CERT_FILE",
        )
    if isinstance(reason, ssl.SSLError):
        return EndpointUnreachableError(
            url, f"makes no secure connection ({reason.reason}); is it an http:// address?"
        )
    if isinstance(reason, socket.gaierror):
        return EndpointUnreachableError(
            url, f"cannot be found: no host is known as {host!r}; check the name, or the network"
        )
    if isinstance(reason, ConnectionRefusedError):
        return EndpointUnreachableError(
            url, "refuses the connection: no server listens there; start it, or check the port"
        )
    if isinstance(reason, ConnectionError):
        return EndpointUnreachableError(
            url, "closed the connection without an answer; is it an HTTP server, and is it well?"
        )
    said = getattr(reason, "strerror", None) or str(reason)
    return EndpointUnreachableError(url, f"cannot be reached: {said}")


def _check_redirect(
    url: str, answer: Answer, here: SplitResult, target: SplitResult, again: bool, hops: int
) -> None:
    if target.scheme not in ("http", "https") or not target.hostname:
        problem = "sends the request to no web address; ask its keeper"
    elif here.scheme == "https" and target.scheme == "http":
        problem = f"sends the request on to {target.netloc} without encryption; not followed"
    elif again:
        problem = "sends the request round in a circle; ask its keeper"
    elif hops > _REDIRECTS:
        problem = f"sends the request on more than {_REDIRECTS} times; ask its keeper"
    else:
        return
    raise EndpointRefusalError(url, answer.status, problem)


def _refusal(url: str, answer: Answer) -> EndpointRefusalError:
    said = _words(answer)
    advice = _ADVICE.get(answer.status, "it failed" if answer.status >= 500 else "")
    parts = [f"answers HTTP {answer.status}", *filter(None, [advice])]
    text = "; ".join(parts) + (f". It says: {said}" if said else "")
    return EndpointRefusalError(url, answer.status, text)


def _words(answer: Answer) -> str:
    """Give a server's own message in one short line."""
    text = answer.body[:20_000].decode("utf-8", "replace")
    if answer.kind.endswith("json"):
        import json

        try:
            told = json.loads(text)
        except ValueError:
            told = None
        if isinstance(told, dict):
            texts = [told.get(key) for key in ("message", "detail", "error", "description")]
            text = next((one for one in texts if isinstance(one, str)), text)
    elif "html" in answer.kind:
        text = re.sub(r"(?is)<(script|style|head)\b.*?</\1>|<[^>]*>", " ", text)
    line = " ".join(re.sub(r"[\x00-\x1f\x7f]", " ", text).split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"

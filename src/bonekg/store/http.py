"""HTTP requests and their answers, with every way that this can fail under its own name.

httpx does the work. What is our own: a limit on the whole exchange, requests that stay what they
are when a server sends them elsewhere, and logins and keys that stay with their host.
"""

from __future__ import annotations

import re
import time
import weakref
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import SplitResult, urljoin, urlsplit

from bonekg.errors import (
    CertificateError,
    EndpointAddressError,
    EndpointAnswerError,
    EndpointRefusalError,
    EndpointTimeoutError,
    EndpointUnreachableError,
    StoreError,
)

if TYPE_CHECKING:
    import httpx

__all__ = ["Answer", "Connection", "Login", "check_address"]

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


class Connection:
    """What asks servers: the requests of one graph, or of one publication.

    Args:
        login: who asks, where a server wants to know.
        headers: further headers, such as an API key.

    Raises:
        StoreError: if httpx is not installed.
    """

    def __init__(
        self, login: Login | None = None, headers: Mapping[str, str] | None = None
    ) -> None:
        _httpx()
        self._login, self._headers = login, dict(headers or {})
        self._open: httpx.Client | None = None
        self._known: dict[str, httpx.Auth] = {}  # host and port → how it wants the login

    def exchange(
        self,
        url: str,
        *,
        method: str = "POST",
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: float = 30.0,
    ) -> Answer:
        """Send one request and read the answer whole.

        Args:
            url: where to.
            method: the HTTP method; it stays what it is when a server sends the request elsewhere.
            body: what is sent.
            headers: further headers.
            timeout: seconds for the whole exchange.

        Raises:
            EndpointError: one of its kinds, for each thing that can go wrong.
        """
        until = time.monotonic() + timeout
        given = {**self._headers, **(headers or {})}
        here, seen = url, [url]
        at_home = True  # whether the request is still with the host that it was meant for
        if self._login is not None and body is not None and len(body) > _LARGE:
            # A server that wants a login first may hang up on what is long before it is sent.
            self._once(here, "GET", None, given, timeout, until)
        while True:
            answer = self._once(here, method, body, given, timeout, until, at_home)
            if answer.status < 300:
                return answer
            if answer.status not in (301, 302, 307, 308):
                raise _refusal(here, answer)
            target = urljoin(here, answer.headers.get("location", ""))
            _check_redirect(
                url, answer, urlsplit(here), urlsplit(target), target in seen, len(seen)
            )
            if urlsplit(target).netloc != urlsplit(here).netloc:
                given = {k: v for k, v in given.items() if k.lower() in _ANYWHERE}
                at_home = False
            seen.append(target)
            here = target

    def _once(
        self,
        url: str,
        method: str,
        body: bytes | None,
        headers: Mapping[str, str],
        timeout: float,
        until: float,
        at_home: bool = True,
    ) -> Answer:
        """Send a request as it is; and again with the login, if the server wants one."""
        host = urlsplit(url).netloc
        known = self._known.get(host) if at_home else None
        with _named_errors(url, timeout):
            answer = self._sent(url, method, body, headers, until, known)
            if answer.status != 401 or self._login is None or known is not None or not at_home:
                return answer
            self._known[host] = _authorization(url, answer, self._login)
            return self._sent(url, method, body, headers, until, self._known[host])

    def _sent(
        self,
        url: str,
        method: str,
        body: bytes | None,
        headers: Mapping[str, str],
        until: float,
        auth: httpx.Auth | None,
    ) -> Answer:
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        with self._client.stream(
            method, url, content=body, headers=dict(headers), auth=auth, timeout=left
        ) as response:
            parts: list[bytes] = []
            # however slowly an answer trickles, it may not come past the time
            for part in response.iter_bytes():
                parts.append(part)
                if time.monotonic() > until:
                    raise TimeoutError
            told = {name.lower(): value for name, value in response.headers.items()}
            kind = told.get("content-type", "").partition(";")[0].strip().lower()
            return Answer(response.status_code, kind, told, b"".join(parts))

    @property
    def _client(self) -> httpx.Client:
        from bonekg._version import __version__

        if self._open is None:
            agent = {"User-Agent": f"bonekg/{__version__}"}
            httpx = _httpx()
            try:
                # without a login from ~/.netrc, which nobody has given for this
                self._open = httpx.Client(headers=agent, auth=_nobody)
            except (ImportError, ValueError, httpx.InvalidURL) as error:
                named = f"a proxy that the environment names ({_PROXY_VARIABLES}) cannot be used"
                raise StoreError(f"{named}: {error}") from error
            weakref.finalize(self, self._open.close)
        return self._open

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_open": None, "_known": {}}


_PROXY_VARIABLES = "HTTP_PROXY, HTTPS_PROXY, ALL_PROXY, NO_PROXY"
_ANYWHERE = ("accept", "content-type")  # headers that may go to another host


def _nobody(request: httpx.Request) -> httpx.Request:
    return request


def _httpx() -> Any:
    try:
        import httpx
    except ImportError as error:
        raise StoreError("asking a server needs httpx: pip install 'bonekg[remote]'") from error
    return httpx


def _authorization(url: str, answer: Answer, login: Login) -> httpx.Auth:
    """Give the kind of login that a server asks for."""
    challenge = answer.headers.get("www-authenticate", "")
    if re.search(r"(?i)\bdigest\b", challenge):
        return _httpx().DigestAuth(login.user, login.password)  # type: ignore[no-any-return]
    if re.search(r"(?i)\bbasic\b", challenge):
        return _httpx().BasicAuth(login.user, login.password)  # type: ignore[no-any-return]
    raise EndpointAnswerError(url, "asks for a login in a way that is unknown here")


@contextmanager
def _named_errors(url: str, timeout: float) -> Iterator[None]:
    httpx = _httpx()
    try:
        yield
    except (TimeoutError, httpx.TimeoutException) as error:
        raise EndpointTimeoutError(url, timeout) from error
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError) as error:
        raise EndpointAddressError(url, f"is no address: {error}") from error
    except (httpx.RemoteProtocolError, httpx.DecodingError) as error:
        if "without sending a response" in str(error):
            raise EndpointUnreachableError(url, _CLOSED) from error
        raise EndpointAnswerError(
            url, f"gives a broken answer, not HTTP to its end ({error}); try again"
        ) from error
    except (httpx.HTTPError, OSError) as error:
        raise _network_error(url, error) from error


_CLOSED = "closed the connection without an answer; is it an HTTP server, and is it well?"


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__


def _network_error(url: str, error: Exception) -> Exception:
    import socket
    import ssl

    host = urlsplit(url).hostname
    for reason in _causes(error):
        if isinstance(reason, ssl.SSLCertVerificationError):
            return CertificateError(
                url,
                f"has a certificate that cannot be trusted ({reason.verify_message}); if it is "
                "your own, name its authority's file in SSL_CERT_FILE",
            )
        if isinstance(reason, ssl.SSLError):
            return EndpointUnreachableError(
                url, f"makes no secure connection ({reason.reason}); is it an http:// address?"
            )
        if isinstance(reason, socket.gaierror):
            return EndpointUnreachableError(
                url,
                f"cannot be found: no host is known as {host!r}; check the name, or the network",
            )
        if isinstance(reason, ConnectionRefusedError):
            return EndpointUnreachableError(
                url, "refuses the connection: no server listens there; start it, or check the port"
            )
        if isinstance(reason, ConnectionError):
            return EndpointUnreachableError(url, _CLOSED)
    return EndpointUnreachableError(url, f"cannot be reached: {error}")


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

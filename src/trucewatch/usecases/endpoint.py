"""A language model behind an OpenAI-compatible address: asked over HTTP, and never trusted.

It is the only place where Trucewatch reaches the network, and only where a person names an address.
"""

import json
import logging
import math
import os
from collections.abc import Sequence
from importlib.util import find_spec
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from trucewatch import words
from trucewatch.errors import InputError, ModelError, QuestionError

if TYPE_CHECKING:
    import httpx2

TIMEOUT = 300.0
"""Seconds that one answer may take, with every retry: a small machine is slow."""
LARGEST = 2_000_000
"""Bytes of the largest answer that is read."""
_PACKAGES = ("httpx2", "stamina")
_CONNECT = 10.0
_ATTEMPTS = 3
_LONGEST_WAIT = 30.0
_TOLD = 200
_REDIRECTS = range(300, 400)
_REFUSED = frozenset({401, 403})
_NOT_SO = frozenset({400, 415, 422})
"""What servers answer that do not know a field of the request."""

logging.getLogger("stamina").addHandler(logging.NullHandler())
"""Without a handler its retries would be told on standard error, to who set up no log."""


class _Again(Exception):  # noqa: N818 - not an error yet
    """Worth another attempt, after a time that the server may have named."""

    def __init__(self, what: str, wait: float | None = None) -> None:
        super().__init__(what)
        self.wait = wait


class _NotSo(Exception):  # noqa: N818
    """The server does not take this form of the request."""


class Endpoint:
    """A language model that a person names, at an address that speaks as OpenAI's does.

    Parameters
    ----------
    url
        The address, such as http://127.0.0.1:8080/v1. Without https only on this machine.
    name
        Of the model, as the server knows it.
    key_variable
        The environment variable that holds the key; by default none is sent.
    timeout
        Seconds that one answer may take, with every retry.
    allow_http
        Send the report, and the key, in the clear to another machine.

    Raises
    ------
    QuestionError
        When the address, the name or the time is none, or the variable is not set.
    InputError
        When the packages for it are not installed.

    Examples
    --------
    >>> Endpoint("http://127.0.0.1:8080/v1/", name="mistral-7b")
    Endpoint('http://127.0.0.1:8080/v1', name='mistral-7b')
    """

    def __init__(
        self,
        url: str,
        *,
        name: str,
        key_variable: str | None = None,
        timeout: float = TIMEOUT,
        allow_http: bool = False,
    ) -> None:
        self.url = _address(url, allow_http=allow_http)
        self.name = _named(name)
        self.timeout = _seconds(timeout)
        self._key = _key(key_variable)
        self._form = 0
        if missing := [package for package in _PACKAGES if find_spec(package) is None]:
            raise InputError(
                f"a model is asked with {' and '.join(missing)}, which is not installed",
                remedy="pip install 'trucewatch[read-model]'",
            )

    def __repr__(self) -> str:
        return f"Endpoint({self.url!r}, name={self.name!r})"

    def ask(self, messages: Sequence[dict[str, str]], schema: dict[str, Any]) -> str:
        """Return what the model answers.

        Parameters
        ----------
        messages
            The messages of the request.
        schema
            JSON Schema of the answer, for servers that hold a model to it.

        Raises
        ------
        ModelError
            When it cannot be reached, does not answer in time, refuses, or answers what cannot be
            used; in one line, without the key.
        """
        from anyio.from_thread import start_blocking_portal

        # A thread with a loop of its own: also where the caller has one, and every wait can end.
        with start_blocking_portal() as portal:
            answer: str = portal.call(self._asked, list(messages), schema)
        return answer

    async def _asked(self, messages: list[dict[str, str]], schema: dict[str, Any]) -> str:
        import anyio
        import httpx2

        headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        client = httpx2.AsyncClient(
            headers=headers,
            timeout=httpx2.Timeout(self.timeout, connect=min(_CONNECT, self.timeout)),
            follow_redirects=False,
            trust_env=False,
        )
        try:
            with anyio.fail_after(self.timeout):
                async with client:
                    return await self._in_some_form(client, messages, schema)
        except TimeoutError as error:
            raise self._failed(f"did not answer within {self.timeout:g} seconds") from error

    async def _in_some_form(
        self, client: "httpx2.AsyncClient", messages: list[dict[str, str]], schema: dict[str, Any]
    ) -> str:
        """Ask with all that makes an answer the same again, else with less, until it is taken."""
        forms = _forms(self.name, messages, schema)
        while True:
            try:
                return await self._with_retries(client, forms[self._form])
            except _NotSo as error:
                if self._form + 1 == len(forms):
                    raise self._failed(f"does not take the request: {error}") from error
                self._form += 1

    async def _with_retries(self, client: "httpx2.AsyncClient", body: dict[str, Any]) -> str:
        import httpx2
        import stamina

        def worth(error: Exception) -> bool | float:
            if isinstance(error, _Again):
                return True if error.wait is None else error.wait
            return isinstance(error, httpx2.TransportError)

        attempts = stamina.retry_context(
            worth, attempts=_ATTEMPTS, timeout=None, wait_initial=0.25, wait_jitter=0
        )
        try:
            async for attempt in attempts:
                with attempt:
                    return await self._once(client, body)
        except _Again as error:
            raise self._failed(str(error)) from error
        except httpx2.ConnectError as error:
            strange = "certificate" in str(error).lower()
            why = "shows a certificate that is not trusted" if strange else "cannot be reached"
            raise self._failed(why) from error
        except httpx2.TimeoutException as error:
            raise self._failed("cannot be reached in time") from error
        except httpx2.ProtocolError as error:
            raise self._failed("broke off, or does not speak HTTP") from error
        except httpx2.HTTPError as error:
            raise self._failed(f"cannot be asked: {type(error).__name__}") from error
        raise AssertionError  # pragma: no cover - the last attempt returns or raises

    async def _once(self, client: "httpx2.AsyncClient", body: dict[str, Any]) -> str:
        """Send one request and return the answer; what is worth another attempt raises _Again."""
        async with client.stream("POST", f"{self.url}/chat/completions", json=body) as response:
            status = response.status_code
            if status in _REDIRECTS:
                raise self._failed(f"sends on to another address ({status}), which is not followed")
            raw = await self._bounded(response)
        if status == 200:
            return self._content(raw)
        said = self._without_key(_complaint(raw))
        told = f"{status}: {said}" if said else f"{status}"
        if status in _REFUSED:
            way = "refuses the key" if self._key else "asks for a key (--key-variable)"
            raise self._failed(f"{way} ({told})")
        if status in _NOT_SO:
            raise _NotSo(told)
        if status == 429 or status >= 500:
            raise _Again(f"failed {_ATTEMPTS} times ({told})", self._wait(response))
        raise self._failed(f"answered {told}")

    async def _bounded(self, response: "httpx2.Response") -> bytes:
        """Return the bytes of an answer, and stop where they are too many."""
        if response.headers.get("content-encoding", "identity").lower() != "identity":
            raise self._failed("answered packed, which was not asked for")
        raw = bytearray()
        async for piece in response.aiter_raw():
            raw += piece
            if len(raw) > LARGEST:
                raise self._failed(f"answered more than {LARGEST / 1e6:g} MB")
        return bytes(raw)

    def _wait(self, response: "httpx2.Response") -> float | None:
        """Return the seconds that a server asks to wait; refuse to wait for long."""
        told = response.headers.get("retry-after", "").strip()
        if not (told.isascii() and told.isdigit()):
            return None
        if len(told) > 9 or int(told) > _LONGEST_WAIT:
            raise self._failed(f"asks to wait longer than {_LONGEST_WAIT:g} seconds")
        return float(told)

    def _content(self, raw: bytes) -> str:
        """Return the words of the model out of an answer."""
        try:
            choice = json.loads(raw)["choices"][0]
            content = choice["message"]["content"]
        except (ValueError, LookupError, TypeError, RecursionError) as error:
            raise self._failed("answered no JSON as OpenAI's endpoints do") from error
        if not isinstance(content, str):
            raise self._failed("answered without words")
        if choice.get("finish_reason") == "length":
            raise self._failed("was cut short by its own limit of tokens")
        return self._without_key(content)

    def _without_key(self, text: str) -> str:
        """Return a text without the key, which a server may send back."""
        return text.replace(self._key, "[key]") if self._key else text

    def _failed(self, what: str) -> ModelError:
        return ModelError(what, where=self.url)


def _forms(
    name: str, messages: list[dict[str, str]], schema: dict[str, Any]
) -> tuple[dict[str, Any], ...]:
    """Return the request in full, then in less and less; not every server knows every field."""
    bare = {"model": name, "messages": messages, "stream": False}
    same = bare | {"temperature": 0, "seed": 1}
    held = {"name": "records", "schema": schema, "strict": True}
    return (
        same | {"response_format": {"type": "json_schema", "json_schema": held}},
        same | {"response_format": {"type": "json_object"}},
        bare,
    )


def _complaint(raw: bytes) -> str:
    """Return what a server says is wrong, cut and on one line."""
    try:
        told = json.loads(raw)
        told = told.get("error", told) if isinstance(told, dict) else ""
        told = told.get("message", "") if isinstance(told, dict) else told
    except (ValueError, RecursionError):
        return ""
    return words.clean(told)[:_TOLD] if isinstance(told, str) else ""


def _address(url: str, *, allow_http: bool) -> str:
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        host = ""
    if not host or not words.web_address(url):
        raise QuestionError(
            "the address of the model is none",
            remedy="give one such as http://127.0.0.1:8080/v1 with --endpoint",
        )
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise QuestionError(
            "the address of the model holds more than an address",
            remedy="give a key in an environment variable, named with --key-variable",
        )
    if parts.scheme == "http" and not (allow_http or _is_this_machine(host)):
        raise QuestionError(
            f"{host} would get the report in the clear",
            remedy="use https, or --allow-http where the way there is safe",
        )
    return url.rstrip("/").removesuffix("/chat/completions")


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _named(name: str) -> str:
    if not name or name != words.clean(name) or len(name) > _TOLD:
        raise QuestionError("the model has no name", remedy="give it as the server knows it")
    return name


def _seconds(timeout: float) -> float:
    if not (math.isfinite(timeout) and 0 < timeout <= 86_400):
        raise QuestionError(
            f"{timeout:g} is no time to wait", remedy="give seconds, more than 0, up to a day"
        )
    return timeout


def _key(variable: str | None) -> str | None:
    if variable is None:
        return None
    key = os.environ.get(variable, "")
    if not key or not key.isascii() or not key.isprintable() or " " in key:
        raise QuestionError(
            f"the environment variable {words.clean(variable)} holds no key",
            remedy="set it before, to one without spaces",
        )
    return key

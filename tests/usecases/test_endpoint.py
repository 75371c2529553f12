"""A model is asked over real HTTP: whatever the server does, there are words, or a line why."""

import json
import ssl
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

import trucewatch as tw
from tests.usecases.model_server import Call, Server, server
from trucewatch.errors import InputError, ModelError, QuestionError
from trucewatch.usecases.endpoint import LARGEST, Endpoint

KEY = "sk-very-secret-1234"
ASKED = [{"role": "user", "content": "What happened?"}]
SCHEMA = {"type": "object"}


@pytest.fixture
def key(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("MODEL_KEY", KEY)
    return "MODEL_KEY"


def ask(there: Server, **more: object) -> str:
    return Endpoint(there.url, name="m", **{"timeout": 5.0, **more}).ask(ASKED, SCHEMA)  # type: ignore[arg-type]


def failure(behave: Callable[[Call], None], **more: object) -> str:
    with server(behave) as there, pytest.raises(ModelError) as error:
        ask(there, **more)
    assert "\n" not in str(error.value)
    assert KEY not in f"{error.value!r} {error.value}"
    return str(error.value).removeprefix(f"{there.url}: ")


def test_a_good_answer_and_what_was_asked(key: str) -> None:
    with server(lambda call: call.say("words")) as there:
        assert ask(there, key_variable=key) == "words"
        (call,) = there.calls
    assert call.path == "/v1/chat/completions"
    assert call.headers["Authorization"] == f"Bearer {KEY}"
    assert call.headers["Accept-Encoding"] == "identity"
    assert (call.asked["model"], call.asked["temperature"], call.asked["seed"]) == ("m", 0, 1)
    assert call.asked["messages"] == ASKED
    assert call.asked["response_format"]["json_schema"]["schema"] == SCHEMA


def test_without_a_variable_no_key_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    with server(lambda call: call.say("words")) as there:
        ask(there)
        assert "Authorization" not in there.calls[0].headers


def test_a_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with server(lambda call: call.say("words")) as there:
        assert ask(there) == "words"


def test_fields_that_a_server_does_not_know_are_left_out_and_stay_out() -> None:
    def behave(call: Call) -> None:
        if "response_format" in call.asked:
            call.send(400, {"error": {"message": "unknown field"}})
        else:
            call.say("words")

    with server(behave) as there:
        model = Endpoint(there.url, name="m", timeout=5)
        assert model.ask(ASKED, SCHEMA) == model.ask(ASKED, SCHEMA) == "words"
        kinds = [c.asked.get("response_format", {}).get("type") for c in there.calls]
        assert kinds == ["json_schema", "json_object", None, None]
        assert set(there.calls[-1].asked) == {"model", "messages", "stream"}


def test_a_request_that_is_never_taken() -> None:
    told = failure(lambda call: call.send(400, {"error": {"message": "too\nlong \x1b[31m"}}))
    assert told == "does not take the request: 400: too long [31m"


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (401, {"error": {"message": "no key"}}, "asks for a key (--key-variable) (401: no key)"),
        (403, b"<html>", "asks for a key (--key-variable) (403)"),
        (404, {"error": "no such model"}, "answered 404: no such model"),
        (404, [1], "answered 404"),
        (204, b"", "answered 204"),
        (200, b"<html>busy</html>", "answered no JSON as OpenAI's endpoints do"),
        (200, b"\xff\xfe", "answered no JSON as OpenAI's endpoints do"),
        (200, {"choices": []}, "answered no JSON as OpenAI's endpoints do"),
        (200, [1, 2], "answered no JSON as OpenAI's endpoints do"),
        (200, {"choices": [{"message": {"content": None}}]}, "answered without words"),
        (200, {"choices": [{"message": {"content": [1]}}]}, "answered without words"),
    ],
)
def test_answers_that_are_none(status: int, body: bytes | object, said: str) -> None:
    assert failure(lambda call: call.send(status, body)) == said


def test_an_answer_that_was_cut_short() -> None:
    told = failure(lambda call: call.say('{"records": [', finish_reason="length"))
    assert told == "was cut short by its own limit of tokens"


def test_a_key_that_is_refused_and_sent_back(key: str) -> None:
    body = {"error": {"message": f"{KEY} is not known"}}
    told = failure(lambda call: call.send(401, body), key_variable=key)
    assert told == "refuses the key (401: [key] is not known)"
    with server(lambda call: call.say(f"your key is {KEY}")) as there:
        assert ask(there, key_variable=key) == "your key is [key]"
        assert KEY not in repr(Endpoint(there.url, name="m", key_variable=key))


def test_a_busy_server_is_asked_again_when_it_says() -> None:
    def behave(call: Call) -> None:
        if len(call.server.calls) == 1:
            call.send(429, b"", Retry_After="1")
        elif len(call.server.calls) == 2:
            call.send(500, b"")
        else:
            call.say("words")

    with server(behave) as there:
        started = time.monotonic()
        assert ask(there) == "words"
        assert 1.0 <= time.monotonic() - started < 4
        assert len(there.calls) == 3


def test_a_server_that_stays_broken_is_left_after_three_attempts() -> None:
    with server(lambda call: call.send(503, b"", Retry_After="0")) as there:
        with pytest.raises(ModelError, match=r"failed 3 times \(503\)"):
            ask(there)
        assert len(there.calls) == 3


@pytest.mark.parametrize("wait", ["31", "99999999999999999999"])
def test_nobody_waits_for_long(wait: str) -> None:
    told = failure(lambda call: call.send(429, b"", Retry_After=wait))
    assert told == "asks to wait longer than 30 seconds"


def test_a_day_to_wait_for_is_no_number_of_seconds() -> None:
    day = "Wed, 21 Oct 2026 07:28:00 GMT"
    told = failure(lambda call: call.send(429, b"", Retry_After=day))
    assert told == "failed 3 times (429)"


def test_a_mistake_of_the_request_is_not_repeated() -> None:
    with server(lambda call: call.send(404, b"")) as there:
        with pytest.raises(ModelError, match="answered 404"):
            ask(there)
        assert len(there.calls) == 1


def test_it_is_not_followed_to_another_address() -> None:
    with server(lambda call: call.say("words")) as other:
        told = failure(lambda call: call.send(307, b"", Location=f"{other.url}/chat/completions"))
        assert other.calls == []
    assert told == "sends on to another address (307), which is not followed"


def never(call: Call) -> None:
    call.server.over.wait(20)


def drip_head(call: Call) -> None:
    for piece in b"HTTP/1.1 200 OK\r\nX: " + b"x" * 400:
        call.connection.sendall(bytes([piece]))
        if call.server.over.wait(0.05):
            return


def drip_body(call: Call) -> None:
    call.connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n")
    for _ in range(400):
        call.connection.sendall(b" ")
        if call.server.over.wait(0.05):
            return


@pytest.mark.parametrize("behave", [never, drip_head, drip_body])
def test_slow_answers_end_in_time(behave: Callable[[Call], None]) -> None:
    started = time.monotonic()
    assert failure(behave, timeout=0.5) == "did not answer within 0.5 seconds"
    assert time.monotonic() - started < 3


def test_a_huge_answer_is_left() -> None:
    sent = 0

    def behave(call: Call) -> None:
        nonlocal sent
        call.connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n")
        for _ in range(1000):
            call.connection.sendall(b" " * 1_000_000)
            sent += 1_000_000

    assert failure(behave) == "answered more than 2 MB"
    assert sent < 50 * LARGEST


def test_a_packed_answer_is_left() -> None:
    told = failure(lambda call: call.send(200, b"x", Content_Encoding="gzip"))
    assert told == "answered packed, which was not asked for"


@pytest.mark.parametrize(
    "data", [b"", b"SSH-2.0-OpenSSH_9\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"]
)
def test_a_connection_that_breaks_off(data: bytes) -> None:
    assert failure(lambda call: call.raw(data)) == "broke off, or does not speak HTTP"


def test_nobody_there() -> None:
    with server(never) as there:
        pass
    with pytest.raises(ModelError, match="cannot be reached"):
        ask(there)


def self_signed(folder: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    start = datetime(2020, 1, 1, tzinfo=UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, start, start.replace(year=2120))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), False
        )
        .sign(key, hashes.SHA256())
    )
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    file = folder / "server.pem"
    file.write_bytes(made.public_bytes(pem) + key.private_bytes(pem, form, plain))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


def test_a_certificate_that_nobody_knows(tmp_path: Path) -> None:
    with server(lambda call: call.say("words")) as there:
        there.socket = self_signed(tmp_path).wrap_socket(there.socket, server_side=True)
        model = Endpoint(there.url.replace("http:", "https:"), name="m", timeout=5)
        with pytest.raises(ModelError, match="shows a certificate that is not trusted"):
            model.ask(ASKED, SCHEMA)
        assert there.calls == []


def test_an_answer_to_a_caller_that_has_a_loop() -> None:
    import asyncio

    async def inside() -> str:
        return ask(there)

    with server(lambda call: call.say("words")) as there:
        assert asyncio.run(inside()) == "words"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "the address of the model is none"),
        ("127.0.0.1:8080", "the address of the model is none"),
        ("ftp://127.0.0.1/v1", "the address of the model is none"),
        ("http://127.0.0.1:port/v1", "the address of the model is none"),
        ("http://[::1/v1", "the address of the model is none"),
        ("https://me:secret@example.org/v1", "holds more than an address"),
        ("https://example.org/v1?key=secret", "holds more than an address"),
        ("http://example.org/v1", "example.org would get the report in the clear"),
        ("http://127.0.0.1.example.org/v1", "would get the report in the clear"),
        ("http://0.0.0.0/v1", "would get the report in the clear"),
    ],
)
def test_addresses_that_are_not_asked(url: str, said: str) -> None:
    with pytest.raises(QuestionError, match=said) as error:
        Endpoint(url, name="m")
    assert "secret" not in str(error.value)


@pytest.mark.parametrize(
    "url",
    ["http://localhost:1/v1", "http://[::1]:1/v1", "http://127.8.9.1:1", "https://example.org/v1"],
)
def test_addresses_that_may_be(url: str) -> None:
    assert Endpoint(url, name="m").url == url
    assert Endpoint(f"{url}/chat/completions", name="m").url == url
    assert Endpoint("http://example.org/v1", name="m", allow_http=True).url


@pytest.mark.parametrize("name", ["", "a\nb", "\x1b[31m", "m" * 201])
def test_names_that_are_none(name: str) -> None:
    with pytest.raises(QuestionError, match="the model has no name"):
        Endpoint("http://127.0.0.1/v1", name=name)


@pytest.mark.parametrize("seconds", [0, -1, float("nan"), float("inf"), 1e6])
def test_times_that_are_none(seconds: float) -> None:
    with pytest.raises(QuestionError, match="is no time to wait"):
        Endpoint("http://127.0.0.1/v1", name="m", timeout=seconds)


@pytest.mark.parametrize("value", [None, "", "two words", "clé", "a\r\nX-Other: b"])
def test_variables_that_hold_no_key(monkeypatch: pytest.MonkeyPatch, value: str | None) -> None:
    monkeypatch.delenv("MODEL_KEY", raising=False)
    if value is not None:
        monkeypatch.setenv("MODEL_KEY", value)
    with pytest.raises(QuestionError, match="variable MODEL_KEY holds no key") as error:
        Endpoint("http://127.0.0.1/v1", name="m", key_variable="MODEL_KEY")
    assert not value or value not in str(error.value)


def test_without_the_packages_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx2", None)
    with pytest.raises(
        InputError, match=r"httpx2, which is not installed; pip install 'trucewatch"
    ):
        Endpoint("http://127.0.0.1/v1", name="m")


def test_the_packages_are_loaded_only_when_a_model_is_asked() -> None:
    code = (
        "import json, sys, trucewatch as tw; tw.read('The truce held.');"
        "tw.Endpoint('http://127.0.0.1/v1', name='m');"
        "print(json.dumps([m for m in ('httpx2', 'stamina', 'anyio') if m in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []
    assert tw.Endpoint is Endpoint

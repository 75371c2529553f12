"""A server on loopback that answers as OpenAI's endpoints do, as well or as badly as it is told."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

Record = dict[str, Any]


@dataclass(frozen=True)
class Seen:
    """What a request held."""

    path: str
    headers: dict[str, str]
    asked: dict[str, Any]

    @property
    def words(self) -> str:
        """All that a model is told."""
        return "\n".join(message["content"] for message in self.asked["messages"])


class Call(BaseHTTPRequestHandler):
    """One request: what it holds, and the ways to answer it."""

    protocol_version = "HTTP/1.1"
    server: "Server"

    def do_POST(self) -> None:
        size = int(self.headers["Content-Length"])
        self.asked = json.loads(self.rfile.read(size))
        self.server.calls.append(Seen(self.path, dict(self.headers), self.asked))
        self.server.asked.set()
        self.server.behave(self)

    def send(self, status: int, body: bytes | object, **headers: str) -> None:
        """Answer with bytes, or with JSON."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Length": str(len(raw)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(raw)

    def say(self, content: object, **choice: object) -> None:
        """Answer with the words of a model."""
        text = content if content is None or isinstance(content, str) else json.dumps(content)
        self.send(200, {"choices": [{"message": {"content": text}, **choice}]})

    def raw(self, data: bytes) -> None:
        """Answer with bytes that need be no HTTP, and break off."""
        self.connection.sendall(data)
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """The server.

    Attributes
    ----------
    calls
        Every request so far.
    asked
        Set when somebody has asked.
    over
        Set when the test is over: whoever waits goes home.
    """

    daemon_threads = True
    block_on_close = False

    def __init__(self, behave: Callable[[Call], None]) -> None:
        super().__init__(("127.0.0.1", 0), Call)
        self.behave = behave
        self.calls: list[Seen] = []
        self.asked = Event()
        self.over = Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"

    def handle_error(self, *_: object) -> None:
        """Who asks may have gone before the answer was whole."""


@contextmanager
def server(behave: Callable[[Call], None]) -> Iterator[Server]:
    """Run a server while the test does."""
    with Server(behave) as made:
        thread = Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield made
        made.over.set()
        made.shutdown()
        thread.join()


def saying(*records: Record) -> Callable[[Call], None]:
    """Answer every request with these records."""
    return lambda call: call.say({"records": list(records)})

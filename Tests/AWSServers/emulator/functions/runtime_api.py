"""The API between an execution environment and the service, one server for each environment.

https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
"""

from __future__ import annotations

import base64
import json
import re
import threading
import time
import uuid
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import SimpleQueue
from typing import Any, BinaryIO

#: Bytes that an answer may have.
LARGEST = 6 * 1024 * 1024 + 100


@dataclass
class Invocation:
    payload: bytes
    arn: str
    #: Seconds since 1970.
    deadline: float
    trace: str
    client_context: str | None = None
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    ended: threading.Event = field(default_factory=threading.Event)
    #: How it ended: an answer; an error of the function, of which the answer tells; or the end of the process.
    answer: bytes | None = None
    error: str | None = None
    crashed: bool = False
    is_answered: bool = False
    content_type: str = "application/json"


class RuntimeAPI:
    """Where the process of an environment fetches invocations and leaves answers."""

    def __init__(self) -> None:
        self.waiting: SimpleQueue[Invocation | None] = SimpleQueue()
        self.current: Invocation | None = None
        #: Set when the process has asked for its first invocation, or has said that it never will.
        self.initialized = threading.Event()
        self.init_error: bytes | None = None
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server.server_port}"

    def stop(self) -> None:
        self.waiting.put(None)
        self.server.shutdown()
        self.server.server_close()


def _handler(api: RuntimeAPI) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def log_message(self, *arguments: Any) -> None:
            pass

        def do_GET(self) -> None:
            if self.path != "/2018-06-01/runtime/invocation/next":
                return self.reply(404, {"errorType": "NotFound", "errorMessage": self.path})
            api.initialized.set()
            invocation = api.waiting.get()
            if invocation is None:
                self.close_connection = True
                return
            api.current = invocation
            headers = {
                "Lambda-Runtime-Aws-Request-Id": invocation.id,
                "Lambda-Runtime-Deadline-Ms": str(int(invocation.deadline * 1000)),
                "Lambda-Runtime-Invoked-Function-Arn": invocation.arn,
                "Lambda-Runtime-Trace-Id": invocation.trace,
            }
            if invocation.client_context:
                headers["Lambda-Runtime-Client-Context"] = invocation.client_context
            self.reply(200, invocation.payload, headers)

        def do_POST(self) -> None:
            body, trailers = read_body(self)
            if self.path == "/2018-06-01/runtime/init/error":
                api.init_error = body
                self.reply(202, {"status": "OK"})
                api.initialized.set()
                return
            found = re.fullmatch(r"/2018-06-01/runtime/invocation/([^/]+)/(response|error)", self.path)
            if not found:
                return self.reply(404, {"errorType": "NotFound", "errorMessage": self.path})
            invocation = api.current
            if invocation is None or invocation.id != found[1]:
                return self.reply(400, {"errorMessage": "Invalid request ID", "errorType": "InvalidRequestID"})
            if invocation.is_answered or time.time() > invocation.deadline:
                message = "State transition is not allowed"
                return self.reply(403, {"errorMessage": message, "errorType": "InvalidStateTransition"})
            invocation.is_answered = True
            status, answer = self.take(invocation, found[2], body, trailers)
            self.reply(status, answer)
            invocation.ended.set()

        def take(
            self, invocation: Invocation, kind: str, body: bytes, trailers: dict[str, str]
        ) -> tuple[int, dict[str, str]]:
            streams = self.headers.get("lambda-runtime-function-response-mode", "").lower() == "streaming"
            invocation.content_type = self.headers.get("content-type", "application/json")
            if kind == "error":
                invocation.error, invocation.answer = "Unhandled", body or b'{"errorMessage": null}'
            elif "lambda-runtime-function-error-type" in trailers:
                invocation.error = "Unhandled"
                invocation.answer = base64.b64decode(trailers.get("lambda-runtime-function-error-body", "")) or b"{}"
            elif len(body) > LARGEST and not streams:
                invocation.error = "Unhandled"
                message = f"Response payload size ({len(body)} bytes) exceeded maximum allowed payload size ({LARGEST} bytes)."
                invocation.answer = json.dumps(
                    {"errorMessage": message, "errorType": "Function.ResponseSizeTooLarge"}
                ).encode()
                message = f"Exceeded maximum allowed payload size ({LARGEST} bytes)."
                return 413, {"errorMessage": message, "errorType": "RequestEntityTooLarge"}
            else:
                invocation.answer = body
            return 202, {"status": "OK"}

        def reply(self, status: int, body: Any, headers: dict[str, str] | None = None) -> None:
            content = body if isinstance(body, bytes) else json.dumps(body).encode()
            self.send_response_only(status)
            for name, value in ({"Content-Type": "application/json"} | (headers or {})).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            try:
                self.wfile.write(content)
            except ConnectionError:
                self.close_connection = True

    return Handler


def read_body(handler: BaseHTTPRequestHandler) -> tuple[bytes, dict[str, str]]:
    """The body, and the headers that came after it."""
    source: BinaryIO = handler.rfile  # type: ignore[assignment]
    if "chunked" not in handler.headers.get("transfer-encoding", "").lower():
        return source.read(int(handler.headers.get("content-length") or 0)), {}
    chunks, trailers = [], {}
    while size := int(source.readline().split(b";")[0], 16):
        chunks.append(source.read(size))
        source.readline()
    while line := source.readline().strip():
        name, _, value = line.decode().partition(":")
        trailers[name.lower()] = value.strip()
    return b"".join(chunks), trailers

"""Servers of this program: WSGI over connections that stay open, as those of AWS do."""

from __future__ import annotations

import io
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import Any
from urllib.parse import unquote_to_bytes

from .wire import REASONS

#: Bytes up to which a head and a body are sent together.
TOGETHER = 64 << 10
#: Answers that have no body, and so no length.
BODILESS = (204, 304)


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def __init__(self, port: int, application: Any):
        self.application = application
        super().__init__(("127.0.0.1", port), Handler)

    def server_bind(self) -> None:
        # Without a look at what the machine's name is, which may take seconds.
        TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients go away when they like."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    #: A head and a body are written one after the other; without this, the second waits for an acknowledgement.
    disable_nagle_algorithm = True
    protocol_version = "HTTP/1.1"
    server: Server

    def version_string(self) -> str:
        return "Emulator"

    def log_message(self, *arguments: Any) -> None:
        pass

    def _answer(self) -> None:
        try:
            body = self._body()
        except ValueError:
            self.close_connection = True
            return self.send_error(400)
        found: list[Any] = []

        def start_response(status: str, headers: list[tuple[str, str]], failure: Any = None) -> None:
            found[:] = [int(status.split()[0]), headers]

        content = b"".join(self.server.application(self._environ(body), start_response))
        status, headers = found
        self.send_response(status, REASONS.get(status))
        for name, value in headers:
            if name.lower() not in ("connection", "transfer-encoding", "date", "server"):
                if status not in BODILESS or name.lower() != "content-length":
                    self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        head, self._headers_buffer = b"".join([*self._headers_buffer, b"\r\n"]), []
        if len(content) <= TOGETHER:
            self.wfile.write(head + content)
        else:
            self.wfile.write(head)
            self.wfile.write(content)

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = do_PATCH = do_OPTIONS = _answer

    def _body(self) -> bytes:
        """All of it, so that the next request begins where this one ends."""
        if "chunked" in self.headers.get("transfer-encoding", "").lower():
            chunks = []
            while size := int(self.rfile.readline().split(b";")[0], 16):
                chunks.append(self.rfile.read(size))
                self.rfile.readline()
            while self.rfile.readline().strip():
                pass
            return b"".join(chunks)
        return self.rfile.read(int(self.headers.get("content-length") or 0))

    def _environ(self, body: bytes) -> dict[str, Any]:
        path, _, query = self.path.partition("?")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": self.command, "REQUEST_URI": self.path, "RAW_URI": self.path, "SCRIPT_NAME": "",
            # Bytes, as WSGI has them.
            "PATH_INFO": unquote_to_bytes(path).decode("latin1"), "QUERY_STRING": query,
            "SERVER_NAME": "127.0.0.1", "SERVER_PORT": str(self.server.server_port),
            "SERVER_PROTOCOL": self.request_version, "REMOTE_ADDR": self.client_address[0],
            "wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(body), "wsgi.errors": sys.stderr,
            "wsgi.multithread": True, "wsgi.multiprocess": False, "wsgi.run_once": False,
        }  # fmt: skip
        for name, value in self.headers.items():
            key = name.upper().replace("-", "_")
            # Another header could pass for one with a hyphen.
            if "_" in name:
                continue
            key = key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else "HTTP_" + key
            environ[key] = f"{environ[key]},{value}" if key in environ else value
        return environ


def serve(application: Any, port: int = 0) -> int:
    """- Returns: where it listens, on loopback."""
    server = Server(port, application)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_port

"""Servers of this program."""

from __future__ import annotations

import threading
from typing import Any

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server


class Handler(WSGIRequestHandler):
    #: A head and a body are written one after the other; without this, the second waits for an acknowledgement.
    disable_nagle_algorithm = True
    protocol_version = "HTTP/1.1"

    def log_request(self, *arguments: Any) -> None:
        pass


def serve(application: Any, port: int = 0) -> int:
    """- Returns: where it listens, on loopback."""
    server: BaseWSGIServer = make_server("127.0.0.1", port, application, threaded=True, request_handler=Handler)
    server.daemon_threads = True  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_port

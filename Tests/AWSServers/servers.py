"""What starting one server has in common with starting another."""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

#: Seconds that a server may take on a busy machine.
PATIENCE = 120


@dataclass
class Served:
    endpoint: str
    access_key: str
    secret_key: str
    processes: list[subprocess.Popen[bytes]]
    #: Whether an answer with this status to a request for nothing in particular means that the server is ready.
    is_ready: Callable[[int], bool]
    more: dict[str, str] = field(default_factory=dict)
    #: Patterns of what is left in /tmp when it is ended.
    leftovers: list[str] = field(default_factory=list)


def free_ports(count: int) -> list[int]:
    """Held open together, so that they differ. Somebody else may take one before it is used; that is rare and is noticed."""
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def run(start: Callable[[Path], Served]) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--stay", action="store_true", help="don't end with standard input")
    options = parser.parse_args()
    said, sys.stdout = sys.stdout, sys.stderr
    folder = Path(tempfile.mkdtemp(prefix="server-"))
    end = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: end.set())
    # Their processes end with this one, in whatever way it does.
    _adopt()
    served = None
    try:
        served = start(folder)
        wait(served)
        line = {"endpoint": served.endpoint, "accessKey": served.access_key, "secretKey": served.secret_key}
        print(json.dumps(line | served.more), file=said, flush=True)
        if not options.stay:
            threading.Thread(target=_watch, args=(end,), daemon=True).start()
        for process in served.processes:
            threading.Thread(target=_follow, args=(process, end), daemon=True).start()
        end.wait()
    finally:
        for process in served.processes if served else []:
            process.kill()
            process.wait()
        _end_children()
        for pattern in served.leftovers if served else []:
            for path in Path("/tmp").glob(pattern):
                path.unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


def wait(served: Served) -> None:
    limit = time.monotonic() + PATIENCE
    while True:
        for process in served.processes:
            if process.poll() is not None:
                raise SystemExit(f"The server has ended with {process.returncode}.")
        try:
            with urllib.request.urlopen(served.endpoint, timeout=10) as answer:
                status = answer.status
        except urllib.error.HTTPError as answer:
            status = answer.code
        except OSError:
            status = 0
        if served.is_ready(status):
            return
        if time.monotonic() > limit:
            raise SystemExit(f"The server did not answer within {PATIENCE} seconds.")
        time.sleep(0.02)


def _watch(end: threading.Event) -> None:
    while os.read(0, 4096):
        pass
    end.set()


def _follow(process: subprocess.Popen[bytes], end: threading.Event) -> None:
    process.wait()
    end.set()


def _adopt() -> None:
    """Daemons become children of this process rather than of the first of all, so that they can be found in the end."""
    PR_SET_CHILD_SUBREAPER = 36
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _end_children() -> None:
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = entry.read_text()
        except OSError:
            continue
        if int(text.rsplit(")", 1)[1].split()[1]) == os.getpid():
            os.kill(int(entry.parent.name), signal.SIGKILL)
            os.waitpid(int(entry.parent.name), 0)

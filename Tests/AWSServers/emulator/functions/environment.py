"""An execution environment: a process, the API that it talks to, and what it writes."""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from .runtime_api import Invocation, RuntimeAPI

LAUNCH = Path(__file__).with_name("launch.py")
#: Seconds for a process to end by itself.
GRACE = 0.5


@dataclass
class Blueprint:
    """All that an environment needs to know of its function."""

    arn: str
    name: str
    version: str
    handler: str
    #: MiB.
    memory: int
    code: str
    region: str
    variables: dict[str, str]
    #: Of the function's role; none where it has none that can be assumed.
    credentials: Any
    endpoint: str
    #: Whether it runs as nobody, in a root folder of its own.
    is_confined: bool
    folder: str

    def environment(self, address: str, stream: str) -> dict[str, str]:
        task = "/var/task" if self.is_confined else self.code
        found = {
            "AWS_DEFAULT_REGION": self.region,
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_EXECUTION_ENV": "AWS_Lambda_provided.al2023",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(self.memory),
            "AWS_LAMBDA_FUNCTION_NAME": self.name,
            "AWS_LAMBDA_FUNCTION_VERSION": self.version,
            "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
            "AWS_LAMBDA_LOG_GROUP_NAME": f"/aws/lambda/{self.name}",
            "AWS_LAMBDA_LOG_STREAM_NAME": stream,
            "AWS_LAMBDA_RUNTIME_API": address,
            "AWS_REGION": self.region,
            "LAMBDA_RUNTIME_DIR": "/var/runtime",
            "LAMBDA_TASK_ROOT": task,
            "LANG": "en_US.UTF-8",
            "LD_LIBRARY_PATH": f"/lib64:/usr/lib64:/var/runtime:/var/runtime/lib:{task}:{task}/lib:/opt/lib",
            "PATH": "/usr/local/bin:/usr/bin/:/bin:/opt/bin",
            "TZ": ":UTC",
            "_HANDLER": self.handler,
        }
        if self.credentials is not None:
            found |= {
                "AWS_ACCESS_KEY_ID": self.credentials.access_key_id,
                "AWS_SECRET_ACCESS_KEY": self.credentials.secret_access_key,
                "AWS_SESSION_TOKEN": self.credentials.session_token,
            }
        return found | self.variables


class Spawner:
    """Starts processes on a thread that lasts: they are told to end with the thread that started them."""

    def __init__(self) -> None:
        self.waiting: SimpleQueue[tuple[Callable[[], Any], SimpleQueue[Any]]] = SimpleQueue()
        threading.Thread(target=self._run, daemon=True, name="spawner").start()

    def start(self, make: Callable[[], Any]) -> Any:
        answer: SimpleQueue[Any] = SimpleQueue()
        self.waiting.put((make, answer))
        made = answer.get()
        if isinstance(made, Exception):
            raise made
        return made

    def _run(self) -> None:
        while True:
            make, answer = self.waiting.get()
            try:
                answer.put(make())
            except Exception as error:
                answer.put(error)


spawner = Spawner()


class Output:
    """What a process writes, line by line."""

    def __init__(self, descriptor: int, take_line: Callable[[str], None]):
        self.descriptor = descriptor
        self.take_line = take_line
        self.lock = threading.Lock()
        #: The beginning of a line whose end has not come.
        self.rest = b""
        os.set_blocking(descriptor, False)

    def follow(self) -> None:
        """Reads until nobody can write any more."""
        while self.take_what_is_there():
            select.select([self.descriptor], [], [])
        if self.rest:
            self.take_line(self.rest.decode("utf-8", "replace"))

    def take_what_is_there(self) -> bool:
        """Reads what was written so far. Says whether more can come."""
        with self.lock:
            while True:
                try:
                    read = os.read(self.descriptor, 65536)
                except BlockingIOError:
                    return True
                if not read:
                    return False
                *lines, self.rest = (self.rest + read).split(b"\n")
                for line in lines:
                    self.take_line(line.decode("utf-8", "replace"))


class Environment:
    def __init__(self, blueprint: Blueprint, take_line: Callable[[str, str], None]):
        self.blueprint = blueprint
        self.api = RuntimeAPI()
        self.is_busy = False
        self.is_dead = False
        self.given: Invocation | None = None
        self.scratch = tempfile.mkdtemp(prefix="scratch-", dir=blueprint.folder)
        root = tempfile.mkdtemp(prefix="root-", dir=blueprint.folder) if blueprint.is_confined else None
        self.folders = [self.scratch, *([root] if root else [])]
        self.stream = time.strftime("%Y/%m/%d/") + f"[{blueprint.version}]{os.urandom(16).hex()}"
        what = {
            "code": blueprint.code, "root": root, "scratch": self.scratch, "parent": os.getpid(),
            "program": ("/var/task" if root else blueprint.code) + "/bootstrap",
            "environment": blueprint.environment(self.api.address, self.stream),
        }  # fmt: skip
        self.process = spawner.start(
            lambda: subprocess.Popen(
                [sys.executable, "-I", "-S", str(LAUNCH), json.dumps(what)], stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            )
        )  # fmt: skip
        self.output = Output(self.process.stdout.fileno(), lambda line: take_line(self.stream, line))
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        self.output.follow()
        self.process.wait()
        self.is_dead = True
        self.api.initialized.set()
        self._end(self.given)

    def invoke(self, invocation: Invocation) -> None:
        self.given = invocation
        self.api.waiting.put(invocation)
        if self.is_dead:
            self._end(invocation)

    @staticmethod
    def _end(invocation: Invocation | None) -> None:
        if invocation is not None and not invocation.ended.is_set():
            invocation.crashed = True
            invocation.ended.set()

    @property
    def reason(self) -> str:
        """Why the process has ended."""
        code = self.process.poll()
        if code is None or code == 0:
            return "Runtime exited without providing a reason"
        if code > 0:
            return f"Runtime exited with error: exit status {code}"
        return f"Runtime exited with error: signal: {(signal.strsignal(-code) or str(-code)).lower().split(' ')[0]}"

    def stop(self, at_once: bool = False) -> None:
        self.is_dead = True
        if not at_once and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(GRACE)
            except subprocess.TimeoutExpired:
                pass
        self.process.kill()
        self.process.wait()
        self.api.stop()
        for folder in self.folders:
            shutil.rmtree(folder, ignore_errors=True)

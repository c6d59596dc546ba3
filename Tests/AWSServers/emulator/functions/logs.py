"""What functions write: kept for tests, and sent to CloudWatch Logs where the function's role may."""

from __future__ import annotations

import threading
import time
from collections import defaultdict, deque
from typing import TYPE_CHECKING, Any

from moto.logs.models import logs_backends

from ..policies import Access
from ..principals import of_role
from ..state import locks

if TYPE_CHECKING:
    from ..guard import Guard
    from .environment import Environment


class Logs:
    def __init__(self, guard: Guard):
        self.guard = guard
        self.lock = threading.Lock()
        self.lines: defaultdict[str, deque[str]] = defaultdict(lambda: deque(maxlen=20_000))
        #: Of each stream, what the invocation under way has written.
        self.current: dict[str, list[str]] = {}
        self.unsent: defaultdict[str, list[str]] = defaultdict(list)
        #: Streams that have had an invocation: what came before it is sent with it.
        self.begun: set[str] = set()

    def take(self, function: Any, stream: str, line: str) -> None:
        with self.lock:
            self.lines[function.function_arn].append(line)
            if stream in self.current or stream not in self.begun:
                self.unsent[stream].append(line)
                late = False
            else:
                # Written before the invocation ended, and read after.
                late = True
            if stream in self.current:
                self.current[stream].append(line)
        if late:
            self._send(function, stream, [line])

    def begin(self, stream: str) -> list[str]:
        with self.lock:
            self.current[stream] = []
            self.begun.add(stream)
            return self.current[stream]

    def end(self, function: Any, environment: Environment, request_id: str, lines: list[str]) -> str:
        stream = environment.stream
        with self.lock:
            self.current.pop(stream, None)
            self.unsent[stream] += [f"END RequestId: {request_id}", f"REPORT RequestId: {request_id}"]
            sent = self.unsent.pop(stream)
        self._send(function, stream, sent)
        return "\n".join([f"START RequestId: {request_id} Version: {function.version}", *lines])

    def _send(self, function: Any, stream: str, lines: list[str]) -> None:
        account, region = function.account_id, function.region
        role = of_role(function.role)
        group = f"/aws/lambda/{function.function_name}"
        arn = f"arn:aws:logs:{region}:{account}:log-group:{group}"
        if role is None:
            return
        with locks["logs"]:
            backend = logs_backends[account][region]
            if group not in backend.groups:
                if not self.guard.may(role, Access("logs:CreateLogGroup", f"{arn}:*")):
                    return
                backend.create_log_group(group, {})
            stream_arn = f"{arn}:log-stream:{stream}"
            if stream not in backend.groups[group].streams:
                if not self.guard.may(role, Access("logs:CreateLogStream", stream_arn)):
                    return
                backend.create_log_stream(group, stream)
            if self.guard.may(role, Access("logs:PutLogEvents", stream_arn)):
                now = int(time.time() * 1000)
                backend.put_log_events(group, stream, [{"timestamp": now, "message": line} for line in lines])

    def text(self, arn: str) -> str:
        with self.lock:
            return "\n".join(self.lines[arn])

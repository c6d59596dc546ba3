"""Invokes functions: synchronously, or later with retries; in as many environments as a function may have at once."""

from __future__ import annotations

import base64
import json
import threading
import time
import uuid
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from moto.awslambda.models import LambdaFunction, lambda_backends

from ..principals import assume_for
from ..state import locks
from ..wire import Refusal, Reply, Request
from .asynchronous import Asynchronous
from .code import BrokenCode, CodeFolders
from .environment import Blueprint, Environment
from .logs import Logs
from .runtime_api import Invocation

if TYPE_CHECKING:
    from ..guard import Guard
    from ..state import State

#: Bytes of an event, sent to be answered or sent to be taken care of later.
LARGEST_EVENT, LARGEST_LATER = 6 * 1024 * 1024, 1024 * 1024


@dataclass
class Settings:
    #: Whether functions run as nobody, in a root folder of their own.
    confined: bool = False
    #: How much faster than with AWS the time between attempts passes.
    hurry: float = 60.0
    #: Environments of a function that has no limit of its own.
    concurrency: int = 10
    #: Seconds for an environment to ask for its first invocation.
    init_seconds: float = 10.0

    def change(self, changes: dict[str, Any]) -> dict[str, Any]:
        for name, value in changes.items():
            if name not in vars(self):
                raise ValueError(f"There is no setting {name}.")
            setattr(self, name, type(getattr(self, name))(value))
        return dict(vars(self))


@dataclass
class Outcome:
    """What an invocation gave."""

    status: int
    body: bytes
    #: Of a function that failed.
    error: str | None = None
    #: Of a service that did not invoke it.
    fault: str | None = None
    request_id: str = ""
    log: str = ""
    content_type: str = "application/json"
    version: str = "$LATEST"

    @property
    def is_success(self) -> bool:
        return self.fault is None and self.error is None

    def reply(self, wants_log: bool = False) -> Reply:
        headers = {"Content-Type": "application/json", "x-amzn-requestid": self.request_id or str(uuid.uuid4())}
        if self.fault is not None:
            return Reply(self.status, headers | {"x-amzn-errortype": self.fault}, self.body)
        headers["X-Amz-Executed-Version"] = self.version
        if self.error is not None:
            headers["X-Amz-Function-Error"] = self.error
        if wants_log:
            headers["X-Amz-Log-Result"] = base64.b64encode(self.log.encode()[-4096:]).decode()
        return Reply(self.status, headers, self.body)


@dataclass
class Pool:
    """The environments of one version of a function."""

    environments: list[Environment] = field(default_factory=list)
    revision: tuple[Any, ...] = ()
    busy: int = 0


def fault(status: int, code: str, message: str, **more: str) -> Outcome:
    body = {"Type": "User", "message": message, "Message": message} | more
    return Outcome(status, json.dumps(body).encode(), fault=code)


class Functions:
    def __init__(self, state: State, guard: Guard):
        self.state, self.guard = state, guard
        self.settings = Settings()
        self.code = CodeFolders(state.folder)
        self.lock = threading.Lock()
        self.pools: defaultdict[str, Pool] = defaultdict(Pool)
        self.logs = Logs(guard)
        self.done: defaultdict[str, deque[dict[str, Any]]] = defaultdict(lambda: deque(maxlen=1000))
        self.later = Asynchronous(self)

    # --- What is invoked ----------------------------------------------------------------------------------------------

    @staticmethod
    def find(name: str, account: str, region: str, qualifier: str | None = None) -> LambdaFunction | None:
        """By a name, a name of an account, or an ARN; with or without a version or an alias."""
        if name.startswith("arn:"):
            _, _, _, region, account, _, name = name.split(":", 6)
        elif "function:" in name:
            account, _, name = name.partition(":function:")
        name, _, after = name.partition(":")
        try:
            with locks["lambda"]:
                return lambda_backends[account][region].get_function(name, qualifier or after or None)
        except Exception:
            return None

    def answer(self, request: Request, account: str) -> Reply:
        name = unquote(request.raw_path.split("/functions/")[1].split("/invo")[0])
        query = request.query
        function = self.find(name, account, request.region, query.get("Qualifier"))
        kind = request.headers.get("x-amz-invocation-type", "RequestResponse")
        if function is None:
            missing = name if name.startswith("arn:") else f"arn:aws:lambda:{request.region}:{account}:function:{name}"
            return fault(404, "ResourceNotFoundException", f"Function not found: {missing}").reply()
        if refused := self._refused(request.body, kind):
            return refused.reply()
        if kind == "DryRun":
            return Reply(204)
        trace = request.headers.get("x-amzn-trace-id")
        if kind == "Event" or request.raw_path.endswith("invoke-async/"):
            number = self.later.take(function, request.body, trace)
            return Reply(202, {"x-amzn-requestid": number})
        context = request.headers.get("x-amz-client-context")
        outcome = self.invoke(function, request.body, trace=trace, context=context)
        return outcome.reply(request.headers.get("x-amz-log-type") == "Tail")

    def _refused(self, body: bytes, kind: str) -> Outcome | None:
        largest = LARGEST_LATER if kind == "Event" else LARGEST_EVENT
        if len(body) > largest:
            return fault(
                413, "RequestTooLargeException",
                f"{len(body)} byte payload is too large for the {kind} invocation type (limit {largest} bytes)",
            )  # fmt: skip
        try:
            json.loads(body or b"null")
        except ValueError as error:
            return fault(
                400, "InvalidRequestContentException", f"Could not parse request body into json: {error}"
            )
        return None

    def invoke_later(self, arn: str, body: bytes) -> str:
        """- Throws: where there is no such function."""
        function = self.find(arn, "", "")
        if function is None:
            raise Refusal(404, "ResourceNotFoundException", f"Function not found: {arn}")
        return self.later.take(function, body, None)

    # --- Invocations --------------------------------------------------------------------------------------------------

    def invoke(
        self, function: LambdaFunction, body: bytes, trace: str | None = None, context: str | None = None,
        request_id: str | None = None,
    ) -> Outcome:  # fmt: skip
        if refused := self._refused(body, "RequestResponse"):
            return refused
        arn = function.function_arn
        started = time.time()
        while True:
            try:
                environment = self._taken(function)
            except BrokenCode as error:
                return fault(502, "InvalidZipFileException", str(error))
            if isinstance(environment, Outcome):
                return environment
            invocation = Invocation(
                body or b"null", arn, 0, trace or _trace(), context, id=request_id or str(uuid.uuid4())
            )
            try:
                outcome = self._carry_out(function, environment, invocation)
            finally:
                self._give_back(function, environment)
            # A process that ended between two invocations has not seen the second.
            if outcome is not None:
                break
        self.done[arn].append(
            {
                "requestId": invocation.id, "payload": body[:65536].decode("utf-8", "replace"), "error": outcome.error,
                "answer": outcome.body[:65536].decode("utf-8", "replace"), "startedAt": started,
                "seconds": time.time() - started,
            }
        )  # fmt: skip
        return outcome

    def _carry_out(
        self, function: LambdaFunction, environment: Environment, invocation: Invocation
    ) -> Outcome | None:
        """- Returns: none where the process never saw the invocation."""
        number, lines = invocation.id, self.logs.begin(environment.stream)

        def ended(body: Any, error: str | None) -> Outcome:
            content = body if isinstance(body, bytes) else json.dumps(body).encode()
            # An answer comes another way than what was written before it.
            environment.output.take_what_is_there()
            text = self.logs.end(function, environment, number, lines)
            return Outcome(
                200, content, error, request_id=number, log=text, content_type=invocation.content_type,
                version=str(function.version),
            )  # fmt: skip

        def broken(kind: str, message: str) -> Outcome:
            environment.stop(at_once=True)
            return ended({"errorType": kind, "errorMessage": f"RequestId: {number} Error: {message}"}, "Unhandled")

        api = environment.api
        if not api.initialized.wait(self.settings.init_seconds):
            return broken("Sandbox.Timedout", f"Task timed out after {self.settings.init_seconds:.2f} seconds")
        if api.init_error is not None:
            environment.stop()
            return ended(api.init_error, "Unhandled")
        was_used, seconds = api.current is not None, float(function.timeout)
        invocation.deadline = time.time() + seconds
        environment.invoke(invocation)
        # A little more than it is told, so that an answer at the last moment still counts.
        if not invocation.ended.wait(seconds + 0.02):
            return broken("Sandbox.Timedout", f"Task timed out after {seconds:.2f} seconds")
        if invocation.crashed and was_used and api.current is not invocation:
            return None
        if invocation.crashed:
            return broken("Runtime.ExitError", environment.reason)
        return ended(invocation.answer or b"", invocation.error)

    # --- Environments -------------------------------------------------------------------------------------------------

    def _taken(self, function: LambdaFunction) -> Environment | Outcome:
        """An environment that does nothing else; or why there is none."""
        # All versions of a function share what it may have at once.
        whole = ":".join(function.function_arn.split(":")[:7])
        limit = (self.find(whole, "", "") or function).reserved_concurrency
        limit = self.settings.concurrency if limit is None else int(limit)
        revision = (
            function.code_sha_256, function.handler, function.memory_size, function.role, self.settings.confined,
            json.dumps(function.environment_vars, sort_keys=True),
        )  # fmt: skip
        with self.lock:
            pool = self.pools[function.function_arn]
            stale = [item for item in pool.environments if item.is_dead or pool.revision != revision]
            pool.environments = [item for item in pool.environments if item not in stale]
            pool.revision = revision
            for item in stale:
                if not item.is_busy and not item.is_dead:
                    threading.Thread(target=item.stop, daemon=True).start()
            shared = [item for arn, item in self.pools.items() if arn == whole or arn.startswith(whole + ":")]
            if sum(item.busy for item in shared) >= limit:
                return fault(
                    429, "TooManyRequestsException", "Rate Exceeded.",
                    Reason="ReservedFunctionConcurrentInvocationLimitExceeded",
                )  # fmt: skip
            pool.busy += 1
            free = next((item for item in pool.environments if not item.is_busy), None)
            if free is not None:
                free.is_busy = True
                return free
        try:
            made = self._made(function)
        except BaseException:
            with self.lock:
                pool.busy -= 1
            raise
        with self.lock:
            if isinstance(made, Outcome):
                pool.busy -= 1
            else:
                made.is_busy = True
                pool.environments.append(made)
        return made

    def _made(self, function: LambdaFunction) -> Environment | Outcome:
        with locks["iam"]:
            credentials = assume_for("lambda.amazonaws.com", function.role, function.function_name, seconds=12 * 3600)
        if credentials is None and self.state.switches.policies:
            return fault(
                400, "InvalidParameterValueException",
                f"The role defined for the function cannot be assumed by Lambda: {function.role}",
            )  # fmt: skip
        blueprint = Blueprint(
            arn=function.function_arn, name=function.function_name, version=str(function.version),
            handler=function.handler or "bootstrap", memory=int(function.memory_size),
            code=self.code.folder_of(function), region=function.region,
            variables={name: str(value) for name, value in function.environment_vars.items()}, credentials=credentials,
            endpoint=self.state.endpoint, is_confined=self.settings.confined, folder=self.state.folder,
        )  # fmt: skip
        return Environment(blueprint, lambda stream, line: self.logs.take(function, stream, line))

    def _give_back(self, function: LambdaFunction, environment: Environment) -> None:
        with self.lock:
            pool = self.pools[function.function_arn]
            pool.busy -= 1
            environment.is_busy = False
            is_stale = environment not in pool.environments
            if environment.is_dead and not is_stale:
                pool.environments.remove(environment)
        if is_stale or environment.is_dead:
            environment.stop(at_once=environment.is_dead)

    def stop_all(self) -> None:
        with self.lock:
            environments = [item for pool in self.pools.values() for item in pool.environments]
            self.pools.clear()
        for environment in environments:
            environment.stop(at_once=True)
        self.later.forget()
        self.done.clear()

    # --- Questions of tests -------------------------------------------------------------------------------------------

    def log(self, arn: str) -> str:
        return self.logs.text(arn)

    def invocations(self, arn: str) -> list[dict[str, Any]]:
        return list(self.done[arn])

    def wait_until_idle(self, account: str | None, seconds: float) -> bool:
        return self.later.wait_until_idle(account, float(seconds))


def _trace() -> str:
    root = f"1-{int(time.time()):08x}-{uuid.uuid4().hex[:24]}"
    return f"Root={root};Parent={uuid.uuid4().hex[:16]};Sampled=0"



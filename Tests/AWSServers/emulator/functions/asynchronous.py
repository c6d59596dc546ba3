"""Invocations that nobody waits for: two more attempts, and a place for what failed.

https://docs.aws.amazon.com/lambda/latest/dg/invocation-async.html
"""

from __future__ import annotations

import json
import threading
import time
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from moto.sns.models import sns_backends
from moto.sqs.models import sqs_backends

from ..policies import Access
from ..principals import of_role
from ..state import locks

if TYPE_CHECKING:
    from .service import Functions, Outcome

#: Seconds before the second and the third attempt.
DELAYS = (60, 120)
#: Seconds between attempts at a function that is busy.
BUSY = 6
#: Seconds for which an event is worth an attempt.
AGE = 6 * 3600


class Asynchronous:
    def __init__(self, functions: Functions):
        self.functions = functions
        self.workers = ThreadPoolExecutor(max_workers=32, thread_name_prefix="later")
        self.idle = threading.Condition()
        #: By account.
        self.under_way: Counter[str] = Counter()
        self.generation = 0

    def take(self, function: Any, body: bytes, trace: str | None) -> str:
        """- Returns: the number that all attempts will have."""
        number = str(uuid.uuid4())
        with self.idle:
            self.under_way[function.account_id] += 1
        self.workers.submit(self._run, function, body, trace, number, self.generation)
        return number

    def forget(self) -> None:
        """What has not ended is not attempted again."""
        self.generation += 1

    def wait_until_idle(self, account: str | None, seconds: float) -> bool:
        with self.idle:
            return self.idle.wait_for(
                lambda: not any(count for name, count in self.under_way.items() if account in (None, name)), seconds
            )

    def _run(self, function: Any, body: bytes, trace: str | None, number: str, generation: int) -> None:
        try:
            self._attempt(function, body, trace, number, generation)
        except Exception as error:
            self.functions.state.complain(function.account_id, function.function_arn, str(error))
        finally:
            with self.idle:
                self.under_way[function.account_id] -= 1
                self.idle.notify_all()

    def _attempt(self, function: Any, body: bytes, trace: str | None, number: str, generation: int) -> None:
        config = function.event_invoke_config[-1].config if function.event_invoke_config else {}
        retries = config.get("MaximumRetryAttempts")
        retries = 2 if retries is None else int(retries)
        hurry = self.functions.settings.hurry
        end = time.monotonic() + (config.get("MaximumEventAgeInSeconds") or AGE) / hurry
        failures = 0
        while generation == self.functions.later.generation:
            outcome = self.functions.invoke(function, body, trace, request_id=number)
            if outcome.is_success:
                return self._deliver(function, config, "OnSuccess", "Success", body, outcome, failures + 1, number)
            is_busy = outcome.status in (429, 500, 502)
            failures += 0 if is_busy else 1
            delay = BUSY if is_busy else DELAYS[min(failures, len(DELAYS)) - 1]
            if failures > retries:
                return self._failed(function, config, "RetriesExhausted", body, outcome, failures, number)
            if time.monotonic() + delay / hurry > end:
                return self._failed(function, config, "EventAgeExceeded", body, outcome, failures, number)
            time.sleep(delay / hurry)

    # --- What becomes of it -------------------------------------------------------------------------------------------

    def _failed(
        self, function: Any, config: Any, condition: str, body: bytes, outcome: Outcome, count: int, number: str
    ) -> None:
        self._deliver(function, config, "OnFailure", condition, body, outcome, count, number)
        dead = (getattr(function, "dead_letter_config", None) or {}).get("TargetArn")
        if dead:
            attributes = {"RequestID": number, "ErrorCode": "200", "ErrorMessage": outcome.body.decode()[:1024]}
            self._send(function, dead, body.decode("utf-8", "replace"), attributes)

    def _deliver(
        self, function: Any, config: Any, kind: str, condition: str, body: bytes, outcome: Outcome, count: int, number: str
    ) -> None:  # fmt: skip
        target = (config.get("DestinationConfig") or {}).get(kind, {}).get("Destination")
        if not target:
            return
        envelope = {
            "version": "1.0",
            "timestamp": datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z",
            "requestContext": {
                "requestId": number,
                "functionArn": f"{function.function_arn}:$LATEST",
                "condition": condition,
                "approximateInvokeCount": count,
            },
            "requestPayload": json.loads(body or b"null"),
            "responseContext": {"statusCode": outcome.status, "executedVersion": "$LATEST"},
            "responsePayload": _json(outcome.body),
        }
        if outcome.error:
            envelope["responseContext"]["functionError"] = outcome.error
        self._send(function, target, json.dumps(envelope), {})

    def _send(self, function: Any, arn: str, body: str, attributes: dict[str, str]) -> None:
        service, region, account, name = arn.split(":", 5)[2:6]
        action = {"sqs": "sqs:SendMessage", "sns": "sns:Publish", "lambda": "lambda:InvokeFunction"}.get(service, "")
        role = of_role(function.role)
        if role is not None:
            # By the function's own role.
            self.functions.guard.check(role, Access(action, arn))
        if service == "sqs":
            typed = {
                name: {"DataType": "Number" if name == "ErrorCode" else "String", "StringValue": value}
                for name, value in attributes.items()
            }
            with locks["sqs"]:
                sqs_backends[account][region].send_message(name, body, message_attributes=typed)
        elif service == "sns":
            with locks["sns"]:
                sns_backends[account][region].publish(arn=arn, message=body)
        elif service == "lambda":
            self.functions.invoke_later(arn, body.encode())
        else:
            self.functions.state.complain(account, arn, f"Destinations of {service} are not delivered to here.")


def _json(body: bytes) -> Any:
    try:
        return json.loads(body or b"null")
    except ValueError:
        return body.decode("utf-8", "replace")

"""Queues that functions read from: batches, and messages of a batch that failed by themselves.

https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
"""

from __future__ import annotations

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from moto.sqs.models import sqs_backends

from ..policies import Access
from ..principals import of_role
from ..state import locks

if TYPE_CHECKING:
    from ..world import World

#: What a function's role must be allowed on the queue.
NEEDED = ("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes")
#: Batches at once.
AT_ONCE = 5
#: Seconds that a look at an empty queue takes.
WAIT = 1
#: Seconds after which it is looked at again whether the role may, or the mapping is on.
PAUSE = 0.2


class Poller:
    def __init__(self, world: World, backend: Any, mapping: Any):
        self.world, self.backend, self.mapping = world, backend, mapping
        _, _, _, region, account, self.name = mapping.event_source_arn.split(":", 5)
        self.queues, self.account = sqs_backends[account][region], account
        limit = (mapping.scaling_config or {}).get("MaximumConcurrency") or AT_ONCE
        self.slots = threading.Semaphore(limit)
        self.workers = ThreadPoolExecutor(max_workers=limit, thread_name_prefix="batch")

    def start(self) -> None:
        threading.Thread(target=self._run, daemon=True, name=f"poller-{self.name}").start()

    @property
    def _exists(self) -> bool:
        return self.mapping.uuid in self.backend._event_source_mappings and self.name in self.queues.queues

    def _run(self) -> None:
        complained = False
        while self._exists:
            function = self.world.functions.find(self.mapping.function_arn, self.account, self.mapping.region)
            if function is None or not self.mapping.enabled:
                time.sleep(PAUSE)
                continue
            if not self._may(function):
                if not complained:
                    reason = f"{function.role} is not allowed {', '.join(NEEDED)}"
                    self.world.state.complain(self.account, self.mapping.event_source_arn, reason)
                complained = True
                time.sleep(PAUSE)
                continue
            # No message is fetched before there is somebody to take it.
            self.slots.acquire()
            messages = self._batch()
            if not messages:
                self.slots.release()
                continue
            self.workers.submit(self._carry_out, function, messages)
        self.workers.shutdown(wait=False)

    def _may(self, function: Any) -> bool:
        if not self.world.state.switches.policies:
            return True
        role = of_role(function.role)
        return role is not None and all(
            self.world.guard.may(role, Access(action, self.mapping.event_source_arn)) for action in NEEDED
        )

    def _batch(self) -> list[Any]:
        queue = self.queues.queues.get(self.name)
        if queue is None:
            return []
        size, visibility = self.mapping.batch_size, int(queue.visibility_timeout)
        end = time.monotonic() + float(self.mapping.max_batch_window or 0) / self.world.functions.settings.hurry
        found: list[Any] = []
        try:
            while len(found) < size:
                count = min(10, size - len(found))
                more = self.queues.receive_message(self.name, count, 0 if found else WAIT, visibility, ["All"])
                found += more
                if not more and (not found or time.monotonic() >= end):
                    break
                if not more:
                    time.sleep(0.01)
        except Exception:
            # The queue has gone.
            return found
        return found

    def _carry_out(self, function: Any, messages: list[Any]) -> None:
        try:
            event = {"Records": [self._record(message) for message in messages]}
            outcome = self.world.functions.invoke(function, json.dumps(event).encode())
            failed = {message.id for message in messages}
            if outcome.is_success:
                failed = self._failed(outcome.body, failed)
            self._settle(messages, failed)
        except Exception as error:
            self.world.state.complain(self.account, self.mapping.event_source_arn, str(error))
        finally:
            self.slots.release()

    def _failed(self, answer: bytes, everything: set[str]) -> set[str]:
        """The messages that the function says it could not do."""
        if "ReportBatchItemFailures" not in (self.mapping.function_response_types or []):
            return set()
        try:
            value = json.loads(answer or b"null")
            listed = (value or {}).get("batchItemFailures") or []
            named = {item["itemIdentifier"] for item in listed}
        except (ValueError, KeyError, TypeError, AttributeError):
            # An answer that makes no sense is a failure of all.
            return everything
        return named if named <= everything else everything

    def _settle(self, messages: list[Any], failed: set[str]) -> None:
        with locks["sqs"]:
            queue = self.queues.queues.get(self.name)
            for message in messages:
                try:
                    if message.id not in failed:
                        self.queues.delete_message(self.name, message.receipt_handle)
                    elif queue is not None:
                        seconds = int(float(queue.visibility_timeout) / self.world.functions.settings.hurry)
                        self.queues.change_message_visibility(self.name, message.receipt_handle, seconds)
                except Exception as error:
                    self.world.state.complain(self.account, self.mapping.event_source_arn, str(error))

    def _record(self, message: Any) -> dict[str, Any]:
        attributes = {
            "ApproximateReceiveCount": str(message.approximate_receive_count),
            "SentTimestamp": str(message.sent_timestamp),
            "SenderId": message.sender_id,
            "ApproximateFirstReceiveTimestamp": str(message.approximate_first_receive_timestamp),
        }
        if message.group_id:
            attributes |= {
                "MessageGroupId": message.group_id, "MessageDeduplicationId": message.deduplication_id or "",
                "SequenceNumber": message.sequence_number or "",
            }  # fmt: skip
        return {
            "messageId": message.id,
            "receiptHandle": message.receipt_handle,
            "body": message.body,
            "attributes": attributes,
            "messageAttributes": {
                name: {"stringValue": value.get("StringValue"), "dataType": value.get("DataType")}
                for name, value in message.message_attributes.items()
            },
            "md5OfBody": message.body_md5,
            "eventSource": "aws:sqs",
            "eventSourceARN": self.mapping.event_source_arn,
            "awsRegion": self.mapping.region,
        }

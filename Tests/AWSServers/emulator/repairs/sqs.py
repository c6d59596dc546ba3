"""Queues: who waits for messages holds nobody up, and functions fetch theirs themselves."""

from __future__ import annotations

import time
from typing import Any

from moto.sqs.models import Queue, SQSBackend

from ..state import locks


def apply() -> None:
    SQSBackend.receive_message = _receive
    Queue.add_message = _add
    Queue._set_attributes = _set_attributes
    Queue.attributes = property(_attributes)
    # Who may name a queue as its dead-letter queue, which moto takes and forgets.
    Queue.redrive_allow_policy = None
    Queue.BASE_ATTRIBUTES = [*Queue.BASE_ATTRIBUTES, "RedriveAllowPolicy"]


_original_receive = SQSBackend.receive_message
_original_add = Queue.add_message
_original_set = Queue._set_attributes
_original_attributes = Queue.attributes


def _receive(
    self: SQSBackend, queue_name: str, count: int, wait_seconds_timeout: int, visibility_timeout: int,
    message_attribute_names: Any = None,
) -> list[Any]:  # fmt: skip
    """Takes the lock of the service only to look, because others must be able to send meanwhile."""
    end = time.monotonic() + (wait_seconds_timeout or 0)
    while True:
        with locks["sqs"]:
            found = _original_receive(self, queue_name, count, 0, visibility_timeout, message_attribute_names)
            queue = self.get_queue(queue_name)
        left = end - time.monotonic()
        if found or left <= 0:
            return found
        # Woken when a message is sent; one that becomes visible again wakes nobody.
        with queue._messages_lock:
            queue._messages_lock.wait(min(left, 0.1))


def _add(self: Queue, message: Any) -> None:
    mappings, self.lambda_event_source_mappings = self.lambda_event_source_mappings, {}
    try:
        _original_add(self, message)
    finally:
        self.lambda_event_source_mappings = mappings


def _set_attributes(self: Queue, attributes: dict[str, Any], now: float | None = None) -> None:
    """A queue keeps its policy when something else is set."""
    if attributes.get("RedriveAllowPolicy") == "":
        # An empty text takes it away.
        attributes = attributes | {"RedriveAllowPolicy": None}
    if attributes.get("RedrivePolicy"):
        # As it was written, because Terraform compares the text.
        self.redrive_text = attributes["RedrivePolicy"]
    if "Policy" not in attributes and getattr(self, "_policy_json", {}).get("Statement"):
        attributes = attributes | {"Policy": self.policy}
    _original_set(self, attributes, now)


def _attributes(self: Queue) -> dict[str, Any]:
    found = _original_attributes.fget(self)
    if found.get("RedrivePolicy") and getattr(self, "redrive_text", None):
        found["RedrivePolicy"] = self.redrive_text
    return found

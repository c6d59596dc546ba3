"""Events of S3, in the shapes that AWS documents.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html and
https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
"""

from __future__ import annotations

import json
import threading
import time
import uuid
from datetime import datetime, timezone
from typing import Any
from urllib.parse import quote_plus

from moto.s3 import notifications
from moto.s3.models import FakeDeleteMarker, S3Backend

from ..policies import Context, Named
from ..state import current, locks
from ..world import World
from . import events

#: Of EventBridge: why an object came to be, or went.
REASONS = {
    "ObjectCreated:Put": "PutObject",
    "ObjectCreated:Post": "POST Object",
    "ObjectCreated:Copy": "CopyObject",
    "ObjectCreated:CompleteMultipartUpload": "CompleteMultipartUpload",
    "ObjectRemoved:Delete": "DeleteObject",
    "ObjectRemoved:DeleteMarkerCreated": "DeleteObject",
}


class Sequence:
    """Numbers that only grow. Those of a key tell which of its events was later."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.last = 0

    def next(self) -> str:
        with self.lock:
            self.last = max(self.last + 1, time.time_ns())
            return f"{self.last:018X}"


sequence = Sequence()


def apply(world: World) -> None:
    def send_event(account_id: str, event_name: Any, bucket: Any, key: Any) -> None:
        configuration = bucket.notification_configuration
        if configuration is None:
            return
        name = str(getattr(event_name, "value", event_name)).removeprefix("s3:")
        happening = Happening(account_id, name, bucket, key)
        for notification in configuration.queue:
            if notification.matches(event_name, key.name):
                happening.later(world, notification, happening.to_queue)
        for notification in configuration.topic:
            if notification.matches(event_name, key.name):
                happening.later(world, notification, happening.to_topic)
        for notification in configuration.cloud_function:
            if notification.matches(event_name, key.name):
                happening.later(world, notification, happening.to_function)
        if configuration.event_bridge is not None and name in REASONS:
            event = happening.event()
            world.deliveries.later(lambda: events.publish(world, account_id, bucket.region_name, event))

    def set_delete_marker(self: S3Backend, bucket_name: str, key_name: str) -> FakeDeleteMarker:
        """In a bucket with versions a deletion is a marker, and moto tells nobody of those."""
        marker = original(self, bucket_name, key_name)
        kind = notifications.S3NotificationEvent.OBJECT_REMOVED_DELETE_MARKER_CREATED_EVENT
        notifications.send_event(self.account_id, kind, self.get_bucket(bucket_name), marker)
        return marker

    original = S3Backend._set_delete_marker
    S3Backend._set_delete_marker = set_delete_marker
    notifications.send_event = send_event
    notifications._get_test_event = test_event


def test_event(bucket_name: str) -> dict[str, Any]:
    """What a queue gets when a bucket is told to send to it."""
    number = uuid.uuid4().hex.upper()[:16]
    return {
        "Service": "Amazon S3", "Event": "s3:TestEvent", "Time": stamp(), "Bucket": bucket_name,
        "RequestId": number, "HostId": number,
    }  # fmt: skip


def stamp() -> str:
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


class Happening:
    """Something that happened to an object, as it was at that moment."""

    def __init__(self, account: str, name: str, bucket: Any, key: Any):
        self.account, self.name, self.bucket = account, name, bucket
        self.key_name = key.name
        self.time, self.sequencer = stamp(), sequence.next()
        self.size, self.tag = getattr(key, "size", None), getattr(key, "etag", "").strip('"')
        version = getattr(key, "version_id", None)
        self.version = version if version not in (None, "null") else None
        self.is_removal = name.startswith("ObjectRemoved")
        request, principal = current.request, current.principal
        self.address = request.environ.get("REMOTE_ADDR", "127.0.0.1") if request else "127.0.0.1"
        self.requester = principal.account if principal else account
        self.principal = f"AWS:{principal.user_id}" if principal else "AWS:EMULATOR"
        self.request_number = uuid.uuid4().hex.upper()[:16]

    def record(self, configuration: str) -> dict[str, Any]:
        # Spaces become plus signs, and slashes stay.
        thing: dict[str, Any] = {"key": quote_plus(self.key_name, safe="/")}
        if not self.is_removal:
            thing |= {"size": self.size, "eTag": self.tag}
        if self.version:
            thing["versionId"] = self.version
        return {
            "eventVersion": "2.1",
            "eventSource": "aws:s3",
            "awsRegion": self.bucket.region_name,
            "eventTime": self.time,
            "eventName": self.name,
            "userIdentity": {"principalId": self.principal},
            "requestParameters": {"sourceIPAddress": self.address},
            "responseElements": {"x-amz-request-id": self.request_number, "x-amz-id-2": self.request_number},
            "s3": {
                "s3SchemaVersion": "1.0",
                "configurationId": configuration,
                "bucket": {
                    "name": self.bucket.name,
                    "ownerIdentity": {"principalId": self.account},
                    "arn": self.bucket.arn,
                },
                "object": thing | {"sequencer": self.sequencer},
            },
        }

    def event(self) -> dict[str, Any]:
        thing: dict[str, Any] = {"key": self.key_name}
        if not self.is_removal:
            thing |= {"size": self.size, "etag": self.tag}
        if self.version:
            thing["version-id"] = self.version
        detail: dict[str, Any] = {
            "version": "0",
            "bucket": {"name": self.bucket.name},
            "object": thing | {"sequencer": self.sequencer},
            "request-id": self.request_number,
            "requester": self.requester,
            "source-ip-address": self.address,
            "reason": REASONS[self.name],
        }
        if self.is_removal:
            is_marker = self.name.endswith("MarkerCreated")
            detail["deletion-type"] = "Delete Marker Created" if is_marker else "Permanently Deleted"
        return {
            "version": "0",
            "id": str(uuid.uuid4()),
            "detail-type": "Object Deleted" if self.is_removal else "Object Created",
            "source": "aws.s3",
            "account": self.account,
            "time": self.time[:19] + "Z",
            "region": self.bucket.region_name,
            "resources": [self.bucket.arn],
            "detail": detail,
        }

    def later(self, world: World, notification: Any, deliver: Any) -> None:
        body = json.dumps({"Records": [self.record(notification.id)]})
        world.deliveries.later(lambda: deliver(world, notification.arn, body))

    def _context(self) -> Context:
        return {"aws:sourcearn": self.bucket.arn, "aws:sourceaccount": self.account}

    def to_queue(self, world: World, arn: str, body: str) -> None:
        events.to_queue(world, arn, body, Named(service="s3.amazonaws.com"), self._context(), None)

    def to_topic(self, world: World, arn: str, body: str) -> None:
        from moto.sns.models import sns_backends

        with locks["sns"]:
            sns_backends[arn.split(":")[4]][arn.split(":")[3]].publish(arn=arn, message=body)

    def to_function(self, world: World, arn: str, body: str) -> None:
        events.to_function(world, arn, body, Named(service="s3.amazonaws.com"), self._context())

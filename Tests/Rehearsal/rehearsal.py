"""What is deployed, and how it is used: as its clients do, and as its owner does who looks at what is there."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import time
import urllib.error
import urllib.request
import uuid
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError
from deployment import REGION, ROOT, Deployment, until

ARCHIVE = Path(os.environ["LAMBDA_ARCHIVE"])
TOOL = Path(os.environ["RENDITIONS_TOOL"])
#: Where logs are left of a rehearsal that failed.
REMAINS = ROOT / ".build" / "rehearsal"
TOKEN = "rehearsal-0123456789-abcdefghijkl"
ROLES = ("tasks", "ingest", "api", "workflows")
SERVICES = {name: "lambda.amazonaws.com" for name in ROLES} | {"workflows": "states.amazonaws.com"}
SCOPES = ("upload", "list", "read", "renditions", "originals", "delete")


class Rehearsal(Deployment):
    """A deployment with the functions of the archive, in root folders of their own."""

    def __init__(self) -> None:
        super().__init__()
        # As if in a hundredth of the time: whoever waits for the next attempt waits for milliseconds.
        self.control("functions/settings", confined=True, hurry=300)
        digest = hashlib.sha256(TOKEN.encode()).hexdigest()
        access = {f"RENDITIONS_ACCESS_{scope.upper()}": "authorized" for scope in SCOPES}
        access["RENDITIONS_ACCESS_TOKENS"] = f"rehearsal:{'+'.join(SCOPES)}:{digest}"
        # Here all functions share the processors that there are, and perhaps with others.
        patience = {"RENDITIONS_PROCESSING_MAX_SECONDS": "120"}
        self.terraform.variables["environment"] = json.dumps({"api": access, "tasks": patience})
        self.sessions: dict[str, dict[str, str]] = {}

    def use_archive(self) -> str:
        """Puts the archive into a bucket, as the page on deploying says. - Returns: the bucket."""
        bucket = f"functions-{uuid.uuid4().hex[:12]}"
        s3 = self.client("s3")
        s3.create_bucket(Bucket=bucket)
        s3.put_object(Bucket=bucket, Key="1.zip", Body=ARCHIVE.read_bytes())
        self.terraform.variables["package_object"] = json.dumps({"bucket": bucket, "key": "1.zip"})
        return bucket

    def open(self) -> None:
        """Has the API served."""
        gateway = self.control(
            "gateways", account=self.server["account"], region=REGION, api=self.outputs["api_id"], stage="$default"
        )
        self.api = gateway["endpoint"]

    # --- As clients ---------------------------------------------------------------------------------------------------

    def ask(
        self, path: str, method: str = "GET", body: bytes | None = None, token: str | None = TOKEN, **headers: str
    ) -> tuple[int, Any, dict[str, str]]:
        """What the API answers: JSON where it is that."""
        fields = {name.replace("_", "-"): value for name, value in headers.items()}
        if token is not None:
            fields["Authorization"] = f"Bearer {token}"
        status, content, found = sent(self.api + path, method, body, fields)
        is_json = "json" in found.get("content-type", "")
        return status, json.loads(content) if is_json and content else content, found

    def rendition(self, url: str) -> tuple[int, bytes]:
        """By a record's link, which leads to the bucket."""
        path = "/" + url.split("://", 1)[-1].split("/", 1)[1] if "://" in url else url
        status, content, headers = self.ask(path)
        if status == 307:
            return sent(headers["location"])[:2]
        return status, content

    def put(self, key: str, body: bytes) -> str:
        """- Returns: the image's ID."""
        self.client("s3").put_object(Bucket=self.outputs["originals_bucket"], Key=key, Body=body)
        return asset(key)

    def tick(self, key: str) -> None:
        """Waits until the bucket's clock, which knows only seconds, tells another version of the same bytes from this one."""
        found = self.client("s3").head_object(Bucket=self.outputs["originals_bucket"], Key=key)
        until(lambda: time.time() >= found["LastModified"].timestamp() + 1, "the next second")

    def link(self) -> dict[str, Any]:
        status, answer, _ = self.ask("/uploads", "POST", b"{}")
        assert status == 201, answer
        return answer

    def ready(self, identifier: str, states: tuple[str, ...] = ("ready",)) -> dict[str, Any]:
        """An image as the API tells of it, once it is in one of these states."""

        def look() -> Any:
            status, found, _ = self.ask(f"/images/{identifier}")
            if status == 200 and found["state"] in ("ready", "failed", "quarantined"):
                assert found["state"] in states, found
                return found
            return None

        return until(look, f"{' or '.join(states)}: {identifier}")

    # --- As the owner -------------------------------------------------------------------------------------------------

    def records(self) -> dict[str, dict[str, Any]]:
        """All of them by the originals' keys."""
        table, found = self.outputs["table"], {}
        for page in self.client("dynamodb").get_paginator("scan").paginate(TableName=table):
            for item in page["Items"]:
                if "document" in item:
                    record = json.loads(item["document"]["S"])
                    found[record["original"]["key"]] = record
        return found

    def objects(self, bucket: str, prefix: str = "") -> dict[str, str]:
        """Keys and entity tags."""
        pages = self.client("s3").get_paginator("list_objects_v2").paginate(Bucket=self.outputs[bucket], Prefix=prefix)
        return {item["Key"]: item["ETag"] for page in pages for item in page.get("Contents", [])}

    def versions(self, bucket: str) -> list[str]:
        """Everything that was ever written or deleted."""
        pages = self.client("s3").get_paginator("list_object_versions").paginate(Bucket=self.outputs[bucket])
        return sorted(
            f"{item['Key']} {item['VersionId']}"
            for page in pages for kind in ("Versions", "DeleteMarkers") for item in page.get(kind, [])
        )  # fmt: skip

    def executions(self, workflow: str) -> dict[str, str]:
        """Statuses by name."""
        states, found = self.client("stepfunctions"), {}
        pages = states.get_paginator("list_executions").paginate(stateMachineArn=self.outputs["state_machines"][workflow])
        for page in pages:
            found |= {item["name"]: item["status"] for item in page["executions"]}
        return found

    def everything(self) -> set[str]:
        """What must stay as it is when nothing is to be done: records, whatever lies or lay in the buckets, work on images.

        An event of something erased begins an erasure anew, which finds nothing: of a tombstone only that it is one stays."""
        records = {
            key: {"state": "deleted"} if record["state"] == "deleted" else record for key, record in self.records().items()
        }
        return {
            *(f"record {key} {json.dumps(record, sort_keys=True)}" for key, record in records.items()),
            *(f"{bucket} {version}" for bucket in ("originals", "renditions") for version in self.versions(f"{bucket}_bucket")),
            *(f"execution {name} {status}" for name, status in self.executions("process-image").items()),
        }

    def quiet(self) -> None:
        """Waits until no event waits and no execution runs."""

        def executions() -> list[dict[str, str]]:
            return [self.executions(workflow) for workflow in self.outputs["state_machines"]]

        def look() -> bool:
            before = executions()
            if any("RUNNING" in found.values() for found in before):
                return False
            # What executions did may be events. If those begin none, nothing more can come.
            assert self.control("deliveries/idle")["idle"]
            return self.waiting() == (0, 0) and executions() == before

        until(look, "that nothing is under way")

    def letters(self, queue: str) -> list[str]:
        """Takes dead letters away, and says what is in them."""
        client, url = self.client("sqs"), self.outputs["dead_letter_queues"][queue]
        found = client.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
        for message in found:
            client.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        return [message["Body"] for message in found]

    def send_events(self, *bodies: str) -> None:
        client = self.client("sqs")
        for begin in range(0, len(bodies), 10):
            entries = [{"Id": str(number), "MessageBody": body} for number, body in enumerate(bodies[begin : begin + 10])]
            answer = client.send_message_batch(QueueUrl=self.outputs["queue"], Entries=entries)
            assert not answer.get("Failed"), answer

    def repeat(self, *events: str) -> None:
        """Sends events once more. - Throws: unless the function that takes them has got each of them again, and given none up."""
        before = Counter(self.events_so_far())
        self.send_events(*events)
        self.quiet()
        missing = Counter(events) - (Counter(self.events_so_far()) - before)
        assert not missing, f"{missing.total()} of {len(events)} events were not repeated"
        given_up = self.letters("ingest")
        assert not given_up, f"Of what was repeated this was given up: {given_up}"

    def events_so_far(self) -> list[str]:
        """As they came to the function that takes them, in that order."""
        return [
            record["body"]
            for event in self.invocations("ingest") for record in event.get("Records", [])
            if record.get("eventSource") == "aws:sqs"
        ]  # fmt: skip

    # --- Rights -------------------------------------------------------------------------------------------------------

    def role(self, name: str) -> str:
        """Its ARN."""
        return self.outputs["roles"][name]

    def of_role(self, name: str, service: str) -> Any:
        """A client with the rights of a role and no others."""
        if name not in self.sessions:
            self.sessions[name] = self.control("sessions", role=self.role(name), service=SERVICES[name])
        keys = self.sessions[name]
        return boto3.client(
            service, endpoint_url=self.server["endpoint"], region_name=REGION, aws_access_key_id=keys["accessKey"],
            aws_secret_access_key=keys["secretKey"], aws_session_token=keys["token"],
            # Links of boto3 would have an older form of signatures.
            config=Config(
                signature_version="s3v4" if service == "s3" else "v4", retries={"total_max_attempts": 1},
                s3={"addressing_style": "path"},
            ),
        )  # fmt: skip

    def said(self, role: str, service: str, operation: str, parameters: dict[str, Any]) -> str:
        try:
            getattr(self.of_role(role, service), operation)(**parameters)
        except ClientError as error:
            return error.response["Error"]["Code"]
        return "done"

    def calls(self) -> list[dict[str, Any]]:
        """What policies were asked of our roles so far, without what tests have asked for themselves."""
        found = self.control("calls", account=self.server["account"])["calls"]
        names = {self.role(role).split("/")[-1]: role for role in ROLES}
        return [
            call | {"role": names[call["principal"].split("/")[1]]}
            for call in found
            if call["principal"].split("/")[1:2] and call["principal"].split("/")[1] in names
        ]

    # --- When it fails ------------------------------------------------------------------------------------------------

    def leave_remains(self) -> Path:
        """What helps to find out why: logs, invocations, refusals, complaints, executions."""
        REMAINS.mkdir(parents=True, exist_ok=True)

        def leave(name: str, find: Callable[[], Any]) -> None:
            try:
                found = find()
            except Exception as error:
                found = f"This could not be found out: {error!r}"
            text = found if isinstance(found, str) else json.dumps(found, indent=1, default=str)
            (REMAINS / name).write_text(text + "\n")

        for name, arn in self.outputs.get("functions", {}).items():
            versions = [arn] + [f"{arn}:{number}" for number in range(1, 4)]
            leave(f"{name}.log", lambda: "\n".join(self.control("functions/logs", function=it)["log"] for it in versions))
            leave(f"{name}.json", lambda: [self.control("functions/invocations", function=it) for it in versions])
        leave("complaints.json", lambda: self.control("complaints"))
        leave("denied.json", lambda: [call for call in self.calls() if not call["allowed"]])
        leave("records.json", self.records)
        for name, arn in self.outputs.get("state_machines", {}).items():
            leave(f"{name}.json", lambda: self.histories(arn))
        return REMAINS

    def histories(self, machine: str) -> Any:
        states = self.client("stepfunctions")
        listed = states.list_executions(stateMachineArn=machine)["executions"]
        return [
            states.describe_execution(executionArn=item["executionArn"])
            | {"events": states.get_execution_history(executionArn=item["executionArn"])["events"]}
            for item in listed if item["status"] != "SUCCEEDED"
        ]  # fmt: skip


def asset(key: str) -> str:
    """The ID of the asset whose original has this key."""
    return base64.b32encode(hashlib.sha256(key.encode()).digest()).decode().lower()[:26]


class _Straight(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


_opener = urllib.request.build_opener(_Straight)


def sent(
    url: str, method: str = "GET", body: bytes | None = None, headers: dict[str, str] | None = None
) -> tuple[int, bytes, dict[str, str]]:
    """Whatever the answer is; nothing is followed."""
    request = urllib.request.Request(url, data=body, method=method, headers=headers or {})
    try:
        with _opener.open(request, timeout=120) as answer:
            return answer.status, answer.read(), {name.lower(): value for name, value in answer.headers.items()}
    except urllib.error.HTTPError as answer:
        return answer.code, answer.read(), {name.lower(): value for name, value in answer.headers.items()}


def form(fields: dict[str, str], file: bytes) -> tuple[bytes, str]:
    """A form with a file as its last part. - Returns: the body and its type."""
    boundary = uuid.uuid4().hex
    parts = b"".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    )
    last = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'.encode()
    return parts + last + file + f"\r\n--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"

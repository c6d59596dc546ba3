"""What rights are for: each function does something, and says whether it was done or what kept it from being so."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from typing import Any
from urllib.error import HTTPError

from botocore.exceptions import ClientError
from deployment import until
from rehearsal import Rehearsal, asset
from subject import DONE, Told, invoke, new_key, picture, processed, renew, subject, telling, unheard_of


# --- Tasks ------------------------------------------------------------------------------------------------------------


def task(here: Rehearsal, name: str, value: Any) -> Any:
    return invoke(here, "tasks", {"task": name, "input": value})


@telling
def an_original_is_probed(here: Rehearsal) -> None:
    assert task(here, "probe-original", subject["request"])["situation"] == "current"


@telling
def an_original_is_found_gone(here: Rehearsal) -> None:
    original = subject["request"]["original"] | {"key": "rights/never-was.png"}
    assert task(here, "probe-original", subject["request"] | {"original": original})["situation"] == "gone"


@telling
def renditions_are_kept(here: Rehearsal) -> None:
    assert task(here, "render-renditions", task(here, "probe-original", subject["request"]))["rendered"]


@telling
def a_record_is_published(here: Rehearsal) -> None:
    request = subject["request"]
    # By a workflow's steps, whose first does not need the right to write.
    probed = task(here, "probe-original", request)
    task(here, "publish-asset", task(here, "render-renditions", probed))


@telling
def a_failure_goes_to_quarantine(here: Rehearsal) -> None:
    place = {"Bucket": here.outputs["originals_bucket"], "Key": new_key()}
    unheard_of(here, lambda: here.client("s3").put_object(**place, Body=picture()))
    found = here.client("s3").head_object(**place)
    original = subject["request"]["original"] | {
        "key": place["Key"], "size": found["ContentLength"], "entityTag": found["ETag"].strip('"'),
        "modified": found["LastModified"].strftime("%Y-%m-%dT%H:%M:%S.000Z"),
    }  # fmt: skip
    error = {"Error": "Store.unavailable", "Cause": '{"errorMessage": "a store was not there"}'}
    failed = task(here, "record-failure", {"input": subject["request"] | {"original": original}, "error": error})
    assert failed["outcome"] == "quarantined", failed


def entombed(here: Rehearsal) -> Any:
    key, request = processed(here)
    wish = {"key": key, "reason": "requested", "keepsOriginal": False, "version": request["original"]}
    return task(here, "entomb-asset", wish)


@telling
def an_erasure_deletes_the_original(here: Rehearsal) -> None:
    task(here, "delete-original", entombed(here))


@telling
def an_erasure_finds_renditions(here: Rehearsal) -> None:
    assert task(here, "delete-renditions", entombed(here))["deleted"] > 0


# --- Events -----------------------------------------------------------------------------------------------------------


def event(here: Rehearsal, key: str, kind: str = "Object Created") -> dict[str, Any]:
    bucket = here.outputs["originals_bucket"]
    return {
        "version": "0", "id": str(uuid.uuid4()), "detail-type": kind, "source": "aws.s3",
        "account": here.server["account"], "time": "2026-01-01T00:00:00Z", "region": "us-east-1",
        "resources": [f"arn:aws:s3:::{bucket}"],
        "detail": {
            "version": "0", "bucket": {"name": bucket}, "request-id": "1", "requester": here.server["account"],
            "object": {"key": key, "size": 1, "etag": "0", "sequencer": "0062E99A88DC407460"},
            "source-ip-address": "127.0.0.1", "reason": "PutObject",
        },
    }  # fmt: skip


@telling
def an_event_is_taken_in(here: Rehearsal) -> None:
    assert invoke(here, "ingest", event(here, subject["key"]))["processing"] == 1


@telling
def a_new_process_takes_an_event_in(here: Rehearsal) -> None:
    renew(here, "ingest")
    assert invoke(here, "ingest", event(here, subject["key"]))["processing"] == 1


@telling
def an_event_of_what_is_gone_is_taken_in(here: Rehearsal) -> None:
    assert invoke(here, "ingest", event(here, "rights/never-was.png", "Object Deleted"))["erasing"] == 1


@telling
def an_event_of_the_queue_begins_a_workflow(here: Rehearsal) -> None:
    def asked() -> list[bool]:
        return [call["allowed"] for call in here.calls() if call["action"] == "sqs:ReceiveMessage"]

    count = len(asked())
    # What was asked before may still fetch messages.
    until(lambda: len(asked()) > count, "that the queue is read")
    if not asked()[-1]:
        raise Told("AccessDenied")
    processed(here)


def an_event_comes_to_the_queue(here: Rehearsal) -> str:
    def complaints() -> list[str]:
        found = here.control("complaints", account=here.server["account"])["complaints"]
        return [item["reason"] for item in found if ":rule/" in item["about"]]

    count, key = len(complaints()), new_key()
    here.put(key, picture())
    until(
        lambda: len(complaints()) > count
        or any(name.startswith(asset(key)) for name in here.executions("process-image")),
        "that the event is delivered or not",
    )  # fmt: skip
    # It is in the queue of those that could not be delivered.
    here.letters("events")
    return "AccessDenied" if len(complaints()) > count else DONE


# --- The API ----------------------------------------------------------------------------------------------------------


def asked(here: Rehearsal, wanted: int, path: str, *arguments: Any, **headers: str) -> Any:
    status, answer, _ = here.ask(path, *arguments, **headers)
    if status != wanted:
        raise Told(f"{status} {answer.get('code') or answer.get('checks') if isinstance(answer, dict) else ''}".strip())
    return answer


@telling
def an_image_is_uploaded(here: Rehearsal) -> None:
    asked(here, 202, "/images", "POST", picture())


@telling
def an_image_is_uploaded_under_a_key(here: Rehearsal) -> None:
    """Whether something was sent under it before is a look for what is not there."""
    asked(here, 202, "/images", "POST", picture(), Idempotency_Key=f'"{uuid.uuid4().hex}"')


@telling
def a_new_process_takes_an_upload(here: Rehearsal) -> None:
    renew(here, "api")
    asked(here, 202, "/images", "POST", picture())


@telling
def a_new_process_is_ready(here: Rehearsal) -> None:
    renew(here, "api")
    asked(here, 200, "/ready")


@telling
def an_image_is_told_of(here: Rehearsal) -> None:
    asked(here, 200, f"/images/{asset(subject['key'])}")


@telling
def images_are_listed(here: Rehearsal) -> None:
    asked(here, 200, "/images?limit=1")


@telling
def a_rendition_is_read(here: Rehearsal) -> None:
    url = asked(here, 200, f"/images/{asset(subject['key'])}")["renditions"][0]["url"]
    status, _ = here.rendition(url)
    if status != 200:
        raise Told(str(status))


@telling
def an_original_that_is_gone_is_not_found(here: Rehearsal) -> None:
    asked(here, 404, f"/images/{asset(subject['gone'])}/original")


# --- Workflows --------------------------------------------------------------------------------------------------------


def ended(here: Rehearsal, workflow: str, value: Any) -> None:
    """- Throws: `Told` with the error of an execution that failed."""
    states = here.client("stepfunctions")
    arn = states.start_execution(
        stateMachineArn=here.outputs["state_machine_aliases"][workflow], name=f"rights-{uuid.uuid4().hex}",
        input=json.dumps(value),
    )["executionArn"]  # fmt: skip
    found = until(
        lambda: (it := states.describe_execution(executionArn=arn))["status"] != "RUNNING" and it, f"the end of {arn}"
    )
    if found["status"] != "SUCCEEDED":
        raise Told(found.get("error", found["status"]))


@telling
def a_workflow_carries_its_tasks_out(here: Rehearsal) -> None:
    ended(here, "process-image", subject["request"])


@telling
def a_backfill_comes_to_its_end(here: Rehearsal) -> None:
    ended(here, "rerender-originals", {
        "bucket": here.outputs["originals_bucket"], "prefix": subject["key"], "storePrefix": "",
        "resultsBucket": here.outputs["renditions_bucket"], "resultsPrefix": "rerender/", "trustsRecords": False,
        "run": uuid.uuid4().hex,
    })  # fmt: skip


def an_item_of_a_backfill_is_begun(here: Rehearsal) -> str:
    machine = here.outputs["state_machines"]["rerender-originals"]
    return here.said("workflows", "stepfunctions", "start_execution", {"stateMachineArn": machine, "input": "{}"})


def an_item_of_a_backfill_is_looked_at(here: Rehearsal) -> str:
    machine = here.outputs["state_machines"]["rerender-originals"].replace(":stateMachine:", ":execution:")
    said = here.said("workflows", "stepfunctions", "describe_execution", {"executionArn": f"{machine}/each-original:1"})
    # Nothing has this name, which is said only to whoever may look.
    return DONE if said == "ExecutionDoesNotExist" else said


def groups_of_logs_are_found(here: Rehearsal) -> str:
    return here.said("workflows", "logs", "describe_log_groups", {})


# --- What services do with roles --------------------------------------------------------------------------------------


def a_trace_is_taken(here: Rehearsal, role: str) -> str:
    return here.said(role, "xray", "put_trace_segments", {"TraceSegmentDocuments": ["{}"]})


def logs_are_written(here: Rehearsal, role: str) -> str:
    answer = here.client("lambda").invoke(FunctionName=here.outputs["functions"][role], Payload=b'{"no": "event"}')
    number = answer["ResponseMetadata"]["RequestId"]
    pages = here.client("logs").get_paginator("filter_log_events").paginate(logGroupName=f"/aws/lambda/renditions-{role}")
    found = any(number in item["message"] for page in pages for item in page["events"])
    return DONE if found else "no lines"


def what_fails_becomes_a_dead_letter(here: Rehearsal, role: str) -> str:
    mark = uuid.uuid4().hex
    here.client("lambda").invoke(
        FunctionName=here.outputs["functions"][role], InvocationType="Event", Payload=json.dumps({"no": mark}).encode()
    )
    assert here.control("functions/idle", account=here.server["account"], seconds=60)["idle"]
    return DONE if any(mark in letter for letter in here.letters(role)) else "no letter"


def lambda_takes_the_role_on(here: Rehearsal) -> str:
    try:
        for role in ("tasks", "ingest", "api"):
            here.control("sessions", role=here.role(role), service="lambda.amazonaws.com")
    except HTTPError as error:
        return json.load(error)["error"]
    return DONE


# --- Without TLS ------------------------------------------------------------------------------------------------------


def refused(*calls: Callable[[], Any]) -> str:
    for call in calls:
        try:
            call()
        except ClientError as error:
            if "AccessDenied" not in error.response["Error"]["Code"]:
                return error.response["Error"]["Code"]
        else:
            return "let in"
    return DONE


def buckets_refuse_what_comes_without_tls(here: Rehearsal) -> str:
    s3 = here.client("s3", "plain")
    names = [here.outputs["originals_bucket"], here.outputs["renditions_bucket"]]
    return refused(*(lambda name=name: s3.list_objects_v2(Bucket=name) for name in names))


def dead_letters_are_refused_without_tls(here: Rehearsal) -> str:
    sqs = here.client("sqs", "plain")
    urls = [here.outputs["dead_letter_queues"][name] for name in ("tasks", "ingest", "api")]
    return refused(*(lambda url=url: sqs.send_message(QueueUrl=url, MessageBody="a") for url in urls))


def events_are_refused_without_tls(here: Rehearsal) -> str:
    sqs = here.client("sqs", "plain")
    return refused(lambda: sqs.receive_message(QueueUrl=here.outputs["queue"]))

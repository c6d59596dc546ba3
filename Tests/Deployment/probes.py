"""For every statement of every function's policy a call that needs it; and calls that no statement allows."""

from __future__ import annotations

import time
from typing import Any

#: Service, operation and parameters.
Call = tuple[str, str, dict[str, Any]]


def needed(outputs: dict[str, Any]) -> dict[tuple[str, str], Call]:
    """By role and statement. Each call succeeds with the statement, and is denied without it."""
    originals, renditions = {"Bucket": outputs["originals_bucket"]}, {"Bucket": outputs["renditions_bucket"]}
    table = {"TableName": outputs["table"]}
    item = {"pk": {"S": "probe"}, "sk": {"S": "probe"}}
    machine = outputs["state_machines"]["process-image"]
    execution = machine.replace(":stateMachine:", ":execution:") + ":probe"

    def put(bucket: dict[str, str], key: str) -> Call:
        return "s3", "put_object", bucket | {"Key": key, "Body": "a"}

    calls: dict[tuple[str, str], Call] = {
        ("tasks", "ReadOriginals"): ("s3", "get_object", originals | {"Key": "elsewhere/there.txt"}),
        ("tasks", "EraseOriginals"): ("s3", "delete_object", originals | {"Key": "never-was"}),
        ("tasks", "MissOriginals"): ("s3", "list_objects_v2", originals),
        ("tasks", "KeepRenditions"): put(renditions, "renditions/a.webp"),
        ("tasks", "KeepQuarantine"): put(renditions, "quarantine/a.json"),
        ("tasks", "ListRenditions"): ("s3", "list_objects_v2", renditions | {"Prefix": "quarantine/"}),
        ("tasks", "KeepRecords"): ("dynamodb", "put_item", table | {"Item": item}),
        ("ingest", "TakeEvents"): ("sqs", "get_queue_attributes", {"QueueUrl": outputs["queue"]}),
        ("ingest", "ReadOriginals"): ("s3", "head_object", originals | {"Key": "elsewhere/there.txt"}),
        ("ingest", "MissOriginals"): ("s3", "list_objects_v2", originals),
        ("ingest", "ReadRecords"): ("dynamodb", "get_item", table | {"Key": item}),
        ("api", "KeepOriginals"): put(originals, "elsewhere/by-api.txt"),
        ("api", "MissOriginals"): ("s3", "list_objects_v2", originals),
        ("api", "ReadRenditions"): ("s3", "get_object", renditions | {"Key": "renditions/there.txt"}),
        ("api", "KeepNotes"): put(renditions, "notes/a.json"),
        ("api", "MissRenditions"): ("s3", "list_objects_v2", renditions),
        ("api", "KeepRecords"): ("dynamodb", "delete_item", table | {"Key": item}),
        ("api", "ListRecords"): ("dynamodb", "query", table | {
            "IndexName": "by-update", "KeyConditionExpression": "#list = :list",
            "ExpressionAttributeNames": {"#list": "list"}, "ExpressionAttributeValues": {":list": {"S": "all"}},
        }),
        ("api", "ListExecutions"): ("stepfunctions", "list_executions", {"stateMachineArn": machine}),
    }  # fmt: skip
    for role in ("ingest", "api"):
        calls[role, "BeginExecutions"] = ("stepfunctions", "start_execution", {
            "stateMachineArn": outputs["state_machine_aliases"]["process-image"], "name": f"by-{role}", "input": "{}",
        })  # fmt: skip
        calls[role, "FollowExecutions"] = ("stepfunctions", "describe_execution", {"executionArn": execution})
        calls[role, "KnowMachines"] = ("stepfunctions", "describe_state_machine", {"stateMachineArn": f"{machine}:1"})
    for role in ("tasks", "ingest", "api"):
        calls[role, "WriteLogs"] = ("logs", "create_log_stream", {
            "logGroupName": f"/aws/lambda/renditions-{role}", "logStreamName": f"probe-{time.time_ns()}",
        })  # fmt: skip
        calls[role, "Trace"] = ("xray", "put_trace_segments", {"TraceSegmentDocuments": ["{}"]})
        calls[role, "GiveUp"] = ("sqs", "send_message", {
            "QueueUrl": outputs["dead_letter_queues"][role], "MessageBody": "probe",
        })  # fmt: skip
    return calls


def denied(outputs: dict[str, Any]) -> list[tuple[str, Call]]:
    """What nobody needs, and what only others need."""
    originals, renditions = {"Bucket": outputs["originals_bucket"]}, {"Bucket": outputs["renditions_bucket"]}
    table = {"TableName": outputs["table"]}
    item = {"pk": {"S": "probe"}, "sk": {"S": "probe"}}
    machine = outputs["state_machines"]["process-image"]
    body = {"Body": "a"}
    return [
        ("tasks", ("s3", "put_object", originals | body | {"Key": "written-over"})),
        ("tasks", ("s3", "put_object", renditions | body | {"Key": "notes/a.json"})),
        ("tasks", ("s3", "put_object", renditions | body | {"Key": "elsewhere"})),
        ("tasks", ("s3", "delete_bucket_policy", originals)),
        ("tasks", ("dynamodb", "scan", table)),
        ("tasks", ("dynamodb", "query", table | {
            "KeyConditionExpression": "pk = :pk", "ExpressionAttributeValues": {":pk": {"S": "probe"}},
        })),
        ("tasks", ("stepfunctions", "start_execution", {"stateMachineArn": machine})),
        ("tasks", ("sqs", "receive_message", {"QueueUrl": outputs["queue"]})),
        ("tasks", ("sqs", "send_message", {"QueueUrl": outputs["dead_letter_queues"]["api"], "MessageBody": "a"})),
        ("ingest", ("s3", "put_object", originals | body | {"Key": "a"})),
        ("ingest", ("s3", "delete_object", originals | {"Key": "elsewhere/there.txt"})),
        ("ingest", ("s3", "get_object", renditions | {"Key": "renditions/there.txt"})),
        ("ingest", ("dynamodb", "put_item", table | {"Item": item})),
        ("ingest", ("lambda", "invoke", {"FunctionName": "renditions-tasks", "Payload": "{}"})),
        ("ingest", ("sqs", "send_message", {"QueueUrl": outputs["queue"], "MessageBody": "a"})),
        ("ingest", ("stepfunctions", "stop_execution", {
            "executionArn": machine.replace(":stateMachine:", ":execution:") + ":probe",
        })),
        ("api", ("s3", "put_object", renditions | body | {"Key": "renditions/forged.webp"})),
        ("api", ("s3", "delete_object", renditions | {"Key": "renditions/there.txt"})),
        ("api", ("s3", "get_object", renditions | {"Key": "quarantine/a.json"})),
        ("api", ("dynamodb", "scan", table)),
        ("api", ("dynamodb", "delete_table", table)),
        ("api", ("lambda", "invoke", {"FunctionName": "renditions-tasks", "Payload": "{}"})),
        ("api", ("stepfunctions", "update_state_machine", {"stateMachineArn": machine, "definition": "{}"})),
        ("api", ("stepfunctions", "list_state_machines", {})),
        ("api", ("stepfunctions", "list_executions", {"stateMachineArn": outputs["state_machines"]["rerender-originals"]})),
        ("api", ("iam", "list_roles", {})),
        ("api", ("sqs", "receive_message", {"QueueUrl": outputs["queue"]})),
    ]  # fmt: skip

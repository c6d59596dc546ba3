"""Stands in for the program of the functions: it makes the calls that it is told to make, with the rights of its role.

Where the program begins executions for what comes from the queue, so does this; where the program carries out a task, this
says that the original is gone.
"""

import json
import os
import urllib.request

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

API = f"http://{os.environ['AWS_LAMBDA_RUNTIME_API']}/2018-06-01/runtime/invocation/"
SETTINGS = Config(retries={"total_max_attempts": 1}, s3={"addressing_style": "path"})


def client(service):
    return boto3.client(service, config=SETTINGS)


def call(service, operation, parameters):
    """- Returns: what there is none of where it was done, or why it was not."""
    try:
        getattr(client(service), operation)(**parameters)
    except ClientError as error:
        return error.response["Error"]["Code"]
    return "done"


def ingest(event):
    failed, machine = [], os.environ["RENDITIONS_STATE_MACHINES"] + "process-image:live"
    for record in event["Records"]:
        happening = json.loads(record["body"])
        key = happening["detail"]["object"]["key"]
        if key.startswith("poison"):
            failed.append({"itemIdentifier": record["messageId"]})
            continue
        name = key.replace("/", "-") + ("-gone" if happening["detail-type"] == "Object Deleted" else "")
        client("stepfunctions").start_execution(
            stateMachineArn=machine, name=name, input=json.dumps({"key": key, "is": happening["detail-type"]})
        )
    return {"batchItemFailures": failed}


def handle(event):
    if "calls" in event:
        return [call(*one) for one in event["calls"]]
    if event.get("fail"):
        raise ValueError("as it was told")
    handler = os.environ["_HANDLER"]
    if handler == "ingest":
        return ingest(event)
    if handler == "tasks":
        return {"situation": "gone", "task": event["task"], "version": os.environ["AWS_LAMBDA_FUNCTION_VERSION"]}
    return {"statusCode": 200, "body": json.dumps({"path": event["rawPath"], "version": event["version"]})}


while True:
    with urllib.request.urlopen(API + "next") as answer:
        number, event = answer.headers["Lambda-Runtime-Aws-Request-Id"], json.loads(answer.read())
    try:
        way, value = "response", handle(event)
    except Exception as error:
        way, value = "error", {"errorType": type(error).__name__, "errorMessage": str(error), "stackTrace": []}
    urllib.request.urlopen(urllib.request.Request(f"{API}{number}/{way}", json.dumps(value).encode(), method="POST")).read()

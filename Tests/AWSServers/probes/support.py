"""What the probes have in common. Each runs against the servers of the environment, or against ones of its own:

    EMULATOR='{"endpoint": ..., "plain": ..., "accessKey": ..., "secretKey": ...}' python -m unittest discover probes
"""

from __future__ import annotations

import atexit
import functools
import io
import json
import os
import shutil
import subprocess
import sys
import time
import unittest
import urllib.error
import urllib.request
import uuid
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

FOLDER = Path(__file__).parents[1]
REGION = "us-east-1"
#: Seconds after which something that should have happened has not.
PATIENCE = 90


def started(*arguments: str) -> dict[str, str]:
    process = subprocess.Popen(
        [sys.executable, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=FOLDER, text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"}, stderr=None if os.environ.get("PROBES_LOG") else subprocess.DEVNULL,
    )  # fmt: skip
    assert process.stdin and process.stdout
    atexit.register(process.stdin.close)
    line = process.stdout.readline()
    if not line:
        raise RuntimeError(f"{arguments} has ended before it was ready.")
    return json.loads(line)


@functools.cache
def server(name: str = "emulator") -> dict[str, str]:
    if name.upper() in os.environ:
        return json.loads(os.environ[name.upper()])
    return started("-m", "emulator") if name == "emulator" else started(f"{name}.py")


def has_rados_gateway() -> bool:
    """It takes long to start, and whoever has it installed need not want it in every run of the tests."""
    return "PROBE_RADOSGW" in os.environ and shutil.which("radosgw") is not None


def control(name: str, **body: Any) -> dict[str, Any]:
    request = urllib.request.Request(
        f"{server()['endpoint']}/_emulator/{name}", data=json.dumps(body).encode(), method="POST"
    )
    with urllib.request.urlopen(request, timeout=900) as answer:
        return json.load(answer)


class Keys:
    """Somebody who sends requests."""

    def __init__(self, access_key: str, secret_key: str, token: str | None = None, endpoint: str | None = None):
        self.access_key, self.secret_key, self.token = access_key, secret_key, token
        self.endpoint = endpoint or server()["endpoint"]

    def client(self, service: str, region: str = REGION, **options: Any) -> Any:
        s3 = {"addressing_style": "path"} | options.pop("s3", {})
        config = Config(retries={"total_max_attempts": 1}, s3=s3, signature_version=options.pop("signature_version", None))
        return _session().client(
            service, endpoint_url=self.endpoint, region_name=region, aws_access_key_id=self.access_key,
            aws_secret_access_key=self.secret_key, aws_session_token=self.token, config=config, **options,
        )  # fmt: skip


@functools.cache
def _session() -> Any:
    return boto3.Session()


def keys_of(credentials: dict[str, Any]) -> Keys:
    return Keys(credentials["AccessKeyId"], credentials["SecretAccessKey"], credentials.get("SessionToken"))


class Probe(unittest.TestCase):
    """A test in an account of its own."""

    account: str
    owner: Keys

    @classmethod
    def setUpClass(cls) -> None:
        opened = control("accounts")
        cls.account = opened["account"]
        cls.owner = Keys(opened["accessKey"], opened["secretKey"])

    def refused(self, code: str, status: int | None = None) -> Any:
        return Refused(self, code, status)

    @classmethod
    def bucket(cls, name: str = "bucket", region: str = REGION, **options: Any) -> str:
        name = f"{name}-{uuid.uuid4().hex[:12]}"
        if region != "us-east-1":
            options["CreateBucketConfiguration"] = {"LocationConstraint": region}
        cls.owner.client("s3", region).create_bucket(Bucket=name, **options)
        return name

    @classmethod
    def role(cls, service: str | None, *statements: dict[str, Any], trust: dict[str, Any] | None = None) -> str:
        """A role that a service may assume, with what it may do. - Returns: its ARN."""
        iam, name = cls.owner.client("iam"), f"role-{uuid.uuid4().hex[:12]}"
        who = trust or {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
        document = {"Version": "2012-10-17", "Statement": [who]}
        arn = iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(document))["Role"]["Arn"]
        if statements:
            policy = {"Version": "2012-10-17", "Statement": list(statements)}
            iam.put_role_policy(RoleName=name, PolicyName="policy", PolicyDocument=json.dumps(policy))
        return arn

    @classmethod
    def user(cls, *statements: dict[str, Any]) -> Keys:
        iam, name = cls.owner.client("iam"), f"user-{uuid.uuid4().hex[:12]}"
        iam.create_user(UserName=name)
        policy = {"Version": "2012-10-17", "Statement": list(statements)}
        if statements:
            iam.put_user_policy(UserName=name, PolicyName="policy", PolicyDocument=json.dumps(policy))
        return keys_of(iam.create_access_key(UserName=name)["AccessKey"])

    @classmethod
    def function(cls, program: str, *statements: dict[str, Any], **options: Any) -> str:
        """A function whose bootstrap is a program. - Returns: its ARN."""
        options.setdefault("Role", cls.role("lambda.amazonaws.com", *statements))
        made = cls.owner.client("lambda").create_function(
            FunctionName=options.pop("name", f"function-{uuid.uuid4().hex[:12]}"), Runtime="provided.al2023",
            Handler="bootstrap", Code={"ZipFile": archive(program)}, **options,
        )  # fmt: skip
        return made["FunctionArn"]


class Refused:
    """Expects an error of a service with a code."""

    def __init__(self, probe: Probe, code: str, status: int | None):
        self.probe, self.code, self.status = probe, code, status
        self.message = ""

    def __enter__(self) -> Refused:
        return self

    def __exit__(self, kind: Any, error: Any, trace: Any) -> bool:
        self.probe.assertIsInstance(error, ClientError, f"expected {self.code}, got {error!r}")
        self.probe.assertEqual(error.response["Error"]["Code"], self.code)
        if self.status is not None:
            self.probe.assertEqual(error.response["ResponseMetadata"]["HTTPStatusCode"], self.status)
        self.message = error.response["Error"]["Message"]
        return True


def allow(*actions: str, on: str | list[str], **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": list(actions), "Resource": on} | more


def archive(program: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        item = zipfile.ZipInfo("bootstrap")
        item.external_attr = 0o755 << 16
        file.writestr(item, program)
    return content.getvalue()


#: A bootstrap in Python; `handle(event, context)` is what differs.
RUNTIME = """#!/usr/bin/env python3
import json, os, sys, time, urllib.request
api = "http://" + os.environ["AWS_LAMBDA_RUNTIME_API"] + "/2018-06-01/runtime/"
def send(path, value, headers={}):
    urllib.request.urlopen(urllib.request.Request(api + path, json.dumps(value).encode(), headers, method="POST")).read()
%s
while True:
    with urllib.request.urlopen(api + "invocation/next") as answer:
        context, event = answer.headers, json.loads(answer.read())
    number = context["Lambda-Runtime-Aws-Request-Id"]
    try:
        value = handle(event, context)
    except Exception as error:
        report = {"errorType": type(error).__name__, "errorMessage": str(error), "stackTrace": []}
        send("invocation/" + number + "/error", report, {"Lambda-Runtime-Function-Error-Type": type(error).__name__})
    else:
        send("invocation/" + number + "/response", value)
"""


def handler(body: str) -> str:
    return RUNTIME % body


def until(condition: Callable[[], Any], about: str) -> Any:
    """Waits for what happens by itself."""
    end = time.monotonic() + PATIENCE
    while not (found := condition()):
        if time.monotonic() > end:
            raise AssertionError(f"This has not happened within {PATIENCE} seconds: {about}")
        time.sleep(0.02)
    return found


def fetch(
    url: str, method: str = "GET", body: bytes | None = None, headers: dict[str, str] | None = None
) -> tuple[int, bytes, dict[str, str]]:
    """Whatever the answer is."""
    request = urllib.request.Request(url, data=body, method=method, headers=headers or {})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.read(), {name.lower(): value for name, value in answer.headers.items()}
    except urllib.error.HTTPError as answer:
        return answer.code, answer.read(), {name.lower(): value for name, value in answer.headers.items()}

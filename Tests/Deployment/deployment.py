"""A deployment of Deploy/aws to an emulator of its own, which the tests look at."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]
SOURCES = ROOT / "Deploy" / "aws"
REGION = "us-east-1"
#: Seconds after which something that should have happened has not.
PATIENCE = 120


class Terraform:
    """Terraform in a copy of the folder, so that nothing of a test stays in the project."""

    def __init__(self, folder: Path):
        self.folder = folder / "deploy"
        shutil.copytree(SOURCES, self.folder, ignore=shutil.ignore_patterns(".terraform*", "*.tfstate*", "*.tfvars"))
        self.variables: dict[str, str] = {}
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "TF_VAR_"))}
        self.environment |= {
            "TF_IN_AUTOMATION": "1", "CHECKPOINT_DISABLE": "1", "TF_INPUT": "0", "AWS_REGION": REGION,
            "AWS_EC2_METADATA_DISABLED": "true",
        }  # fmt: skip
        if mirror := os.environ.get("TERRAFORM_MIRROR"):
            settings = folder / "terraformrc"
            settings.write_text(
                f'provider_installation {{\n  filesystem_mirror {{\n    path = "{mirror}"\n  }}\n}}\ndisable_checkpoint = true\n'
            )
            self.environment["TF_CLI_CONFIG_FILE"] = str(settings)

    def run(self, *arguments: str, fine: tuple[int, ...] = (0,)) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            ["terraform", *arguments], cwd=self.folder, env=self.environment, capture_output=True, text=True
        )
        if done.returncode not in fine:
            raise AssertionError(f"terraform {arguments[0]}: status {done.returncode}\n{done.stdout[-4000:]}{done.stderr}")
        return done

    def change(self, verb: str, *more: str, fine: tuple[int, ...] = (0,), **variables: str) -> str:
        """- Returns: all that it says."""
        given = [f"-var={name}={value}" for name, value in (self.variables | variables).items()]
        done = self.run(verb, "-no-color", "-parallelism=30", *given, *more, fine=fine)
        return done.stdout + done.stderr


class Deployment:
    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="deployment-"))
        self.terraform = Terraform(self.folder)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "emulator"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            stderr=None if os.environ.get("PROBES_LOG") else subprocess.DEVNULL, cwd=ROOT / "Tests" / "AWSServers",
        )  # fmt: skip
        assert self.process.stdout
        self.server: dict[str, str] = json.loads(self.process.stdout.readline())
        self.terraform.environment |= {
            "AWS_ACCESS_KEY_ID": self.server["accessKey"], "AWS_SECRET_ACCESS_KEY": self.server["secretKey"],
        }  # fmt: skip
        self.terraform.variables = {
            "endpoint": self.server["endpoint"], "keep_data": "false",
            # So that a test need not wait for what the defaults allow.
            "attempts": "2", "timeout": '{"ingest":30}',
        }  # fmt: skip
        self.outputs: dict[str, Any] = {}

    def use_stand_in(self, note: str = "") -> None:
        """Has functions carried out by what stands in for their program, with another archive for each note."""
        # One in Python takes longer to begin than a program that was compiled.
        self.control("functions/settings", init_seconds=60)
        package = self.folder / f"functions{note and '-'}{note}.zip"
        package.write_bytes(archive(note))
        self.terraform.variables["package"] = str(package)

    def apply(self, **variables: str) -> None:
        """- Parameter variables: others for this time."""
        self.terraform.change("apply", "-auto-approve", **variables)
        found = json.loads(self.terraform.run("output", "-json").stdout)
        self.outputs = {name: item["value"] for name, item in found.items()}

    def remove(self) -> None:
        """Nothing is left, though there are objects in the buckets and records in the table."""
        self.terraform.change("destroy", "-auto-approve")
        if left := self.left():
            raise AssertionError(f"This is left: {left}")

    def end(self) -> None:
        if self.process.stdin:
            self.process.stdin.close()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def client(self, service: str, endpoint: str = "endpoint") -> Any:
        return boto3.client(
            service, endpoint_url=self.server[endpoint], region_name=REGION, aws_access_key_id=self.server["accessKey"],
            aws_secret_access_key=self.server["secretKey"],
            config=Config(retries={"total_max_attempts": 1}, s3={"addressing_style": "path"}, read_timeout=PATIENCE),
        )  # fmt: skip

    def invocations(self, function: str) -> list[dict[str, Any]]:
        """Events with which a function was invoked so far, the first one first."""
        done = self.control("functions/invocations", function=self.outputs["functions"][function])["invocations"]
        return [json.loads(invocation["payload"]) for invocation in done]

    def waiting(self) -> tuple[int, int]:
        """Messages of the queue of events: those that nobody has received, and those that are on their way through a function."""
        found = self.client("sqs").get_queue_attributes(QueueUrl=self.outputs["queue"], AttributeNames=["All"])["Attributes"]
        return int(found["ApproximateNumberOfMessages"]), int(found["ApproximateNumberOfMessagesNotVisible"])

    def control(self, name: str, **body: Any) -> dict[str, Any]:
        request = urllib.request.Request(
            f"{self.server['endpoint']}/_emulator/{name}", data=json.dumps(body).encode(), method="POST"
        )
        with urllib.request.urlopen(request, timeout=600) as answer:
            return json.load(answer)

    def invoke(self, function: str, event: Any) -> Any:
        answer = self.client("lambda").invoke(
            FunctionName=self.outputs["functions"][function], Payload=json.dumps(event).encode()
        )
        value = json.load(answer["Payload"])
        if "FunctionError" in answer:
            raise AssertionError(f"{function} failed: {value}")
        return value

    def said(self, role: str, *call: Any) -> str:
        """What a function with this role is told when it makes a call: `done`, or the error's code."""
        return self.invoke(role, {"calls": [call]})[0]

    def ended(self, name: str) -> dict[str, Any]:
        """An execution that processes an image, once it has ended."""
        arn = self.outputs["state_machines"]["process-image"].replace(":stateMachine:", ":execution:") + f":{name}"
        client = self.client("stepfunctions")

        def look() -> Any:
            try:
                found = client.describe_execution(executionArn=arn)
            except client.exceptions.ExecutionDoesNotExist:
                return None
            return found if found["status"] != "RUNNING" else None

        return until(look, f"the end of {name}")

    @contextmanager
    def no_room(self) -> Iterator[None]:
        """The function of tasks may have no invocation."""
        functions = self.client("lambda")
        functions.put_function_concurrency(FunctionName="renditions-tasks", ReservedConcurrentExecutions=0)
        try:
            yield
        finally:
            functions.put_function_concurrency(FunctionName="renditions-tasks", ReservedConcurrentExecutions=40)

    def begin(self, name: str) -> str:
        machine = self.outputs["state_machine_aliases"]["process-image"]
        return self.client("stepfunctions").start_execution(stateMachineArn=machine, name=name, input="{}")["executionArn"]

    def begin_and_be_refused(self, name: str) -> None:
        states, arn = self.client("stepfunctions"), self.begin(name)

        def was_refused() -> bool:
            events = states.get_execution_history(executionArn=arn)["events"]
            errors = [event.get("taskFailedEventDetails", {}).get("error", "") for event in events]
            return any(error.endswith("TooManyRequestsException") for error in errors)

        until(was_refused, f"a refusal of {name} for want of room")

    def left(self) -> list[str]:
        """Names of what there is in the account."""
        listings: list[tuple[str, str, str]] = [
            ("s3", "list_buckets", "Buckets[].Name"), ("dynamodb", "list_tables", "TableNames[]"),
            ("sqs", "list_queues", "QueueUrls[]"), ("lambda", "list_functions", "Functions[].FunctionArn"),
            ("lambda", "list_event_source_mappings", "EventSourceMappings[].UUID"),
            ("stepfunctions", "list_state_machines", "stateMachines[].stateMachineArn"),
            ("apigatewayv2", "get_apis", "Items[].ApiId"), ("iam", "list_roles", "Roles[].Arn"),
            ("logs", "describe_log_groups", "logGroups[].arn"), ("events", "list_rules", "Rules[].Arn"),
            ("cloudwatch", "describe_alarms", "MetricAlarms[].AlarmArn"),
        ]  # fmt: skip
        import jmespath

        return [
            f"{service}: {name}"
            for service, operation, path in listings
            for name in jmespath.search(path, getattr(self.client(service), operation)()) or []
        ]


def archive(note: str = "") -> bytes:
    """What stands in for the archive that `make lambda` makes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        item = zipfile.ZipInfo("bootstrap")
        item.external_attr = 0o755 << 16
        file.writestr(item, f"#!{sys.executable}\n{(FOLDER / 'standin.py').read_text()}# {note}\n")
    return content.getvalue()


def until(condition: Callable[[], Any], about: str) -> Any:
    """Waits for what happens by itself."""
    end = time.monotonic() + PATIENCE
    while not (found := condition()):
        if time.monotonic() > end:
            raise AssertionError(f"This has not happened within {PATIENCE} seconds: {about}")
        time.sleep(0.05)
    return found

"""Buckets, a table, state machines and functions in the emulator, with the policies and variables of Deploy/aws."""

from __future__ import annotations

import io
import json
import os
import re
import zipfile
from pathlib import Path
from typing import Any

# Where functions run is the same for all of an emulator, so it is one of its own.
os.environ.pop("EMULATOR", None)
from support import REGION, Probe, allow, control, until  # noqa: E402

DEPLOY = Path(__file__).parents[2] / "Deploy" / "aws"
ARCHIVE = Path(os.environ["LAMBDA_ARCHIVE"])
WORKFLOWS = ("process-image", "erase-asset")
MARK = {"size": 120, "gravity": "center", "color": "white"}
#: Each format, with a text on it; two that differ in nothing but the letters; and what there is without any.
RECIPE: dict[str, Any] = {
    "name": "archive",
    "renditions": [
        {"name": name, "operations": [{"resize": {"width": width}}, {"text": {"text": text} | MARK}], "encoding": encoding}
        for name, width, text, encoding in (
            ("jpeg", 800, "Renditions", "jpeg"),
            ("webp", 800, "Renditions", "webp"), ("avif", 400, "Renditions", "avif"), ("jxl", 400, "Renditions", "jpegxl"),
            ("narrow", 400, "ii", "png"), ("wide", 400, "WW", "png"),
        )
    ] + [
        {"name": "photo", "operations": [], "encoding": {"jpeg": {"quality": 90}}},
        {"name": "bare", "operations": [{"resize": {"width": 400}}], "encoding": "png"},
    ],
}  # fmt: skip


def archive(**files: bytes) -> bytes:
    """The archive with more in it, as `make lambda` puts it there with FILES=."""
    content = io.BytesIO(ARCHIVE.read_bytes())
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as file:
        for name, body in files.items():
            file.writestr(name.replace("_", "."), body)
    return content.getvalue()


def filled(text: str, values: dict[str, str]) -> str:
    """What Terraform makes of a template: what it names and is not known is a fault."""
    return re.sub(r"\$\{([^}]+)\}", lambda match: values[match[1]], text)


def variables(values: dict[str, Any]) -> dict[str, str]:
    """Those that Terraform sets for every function."""
    block = re.search(r"\n  told = \{\n(.*?)\n  \}", (DEPLOY / "names.tf").read_text(), re.DOTALL)
    assert block
    found = {}
    for line in block[1].splitlines():
        name, _, value = (part.strip() for part in line.partition("="))
        found[name] = filled(value[1:-1], values) if value.startswith('"') else values[value]
    # What is null Terraform leaves out.
    return {name: value for name, value in found.items() if value is not None}


class World(Probe):
    """One account with everything that functions need. The functions have the names and the rights of a deployment."""

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        control("functions/settings", confined=True)
        cls.lambdas, cls.s3, cls.states = (cls.owner.client(name) for name in ("lambda", "s3", "stepfunctions"))
        cls.originals, cls.renditions, code = (cls.bucket(name) for name in ("originals", "renditions", "code"))
        cls.make_table()
        cls.name_things()
        cls.code = {"S3Bucket": code, "S3Key": "functions.zip"}
        cls.s3.put_object(Bucket=code, Key="functions.zip", Body=archive(recipe_json=json.dumps(RECIPE).encode()))
        cls.tasks = cls.made("tasks", memory=1769, timeout=300)
        cls.make_machines()
        cls.ingest = cls.made("ingest", memory=256, timeout=60)

    @classmethod
    def make_table(cls) -> None:
        indexes = {"by-update": (["list", "place"], ["hash", "marks", "state"]), "by-id": (["list", "id"], ["hash", "place"])}

        def schema(keys: list[str]) -> list[dict[str, str]]:
            return [{"AttributeName": name, "KeyType": kind} for name, kind in zip(keys, ("HASH", "RANGE"))]

        cls.owner.client("dynamodb").create_table(
            TableName="renditions-records", BillingMode="PAY_PER_REQUEST", KeySchema=schema(["pk", "sk"]),
            AttributeDefinitions=[
                {"AttributeName": name, "AttributeType": "S"} for name in ("pk", "sk", "list", "place", "id")
            ],
            GlobalSecondaryIndexes=[
                {
                    "IndexName": name, "KeySchema": schema(keys),
                    "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": included},
                }
                for name, (keys, included) in indexes.items()
            ],
        )  # fmt: skip

    @classmethod
    def name_things(cls) -> None:
        """What templates of Deploy/aws call things."""
        place = f"{REGION}:{cls.account}"
        cls.values = {
            "originals": f"arn:aws:s3:::{cls.originals}", "renditions": f"arn:aws:s3:::{cls.renditions}",
            "table": f"arn:aws:dynamodb:{place}:table/renditions-records", "queue": f"arn:aws:sqs:{place}:renditions-ingest",
            "local.buckets.originals": cls.originals, "local.buckets.renditions": cls.renditions,
            "local.table.name": "renditions-records", "local.partition": "aws", "local.region": REGION,
            "local.account": cls.account, "var.name": "renditions", "var.log_level": "debug",
            "var.recipe": None, "prefixes.originals": "", "local.prefixes.originals": "",
            "local.machines_begin": f"arn:aws:states:{place}:stateMachine:renditions-",
        }  # fmt: skip
        for name in ("renditions", "quarantine", "notes"):
            cls.values |= {f"prefixes.{name}": f"{name}/", f"local.prefixes.{name}": f"{name}/"}
        for name in ("tasks", "ingest", "api"):
            cls.values[f"{name}_dead"] = f"arn:aws:sqs:{place}:renditions-{name}-dead"
        for name in WORKFLOWS:
            cls.values[f"machines.{name}"] = f"arn:aws:states:{place}:stateMachine:renditions-{name}"
            cls.values[f"executions.{name}"] = f"arn:aws:states:{place}:execution:renditions-{name}"

    @classmethod
    def made(
        cls, handler: str, name: str | None = None, memory: int = 1024, timeout: int = 29, code: Any = None,
        without: tuple[str, ...] = (), **more: str,
    ) -> str:  # fmt: skip
        """A function of the archive. - Returns: its ARN."""
        name = name or f"renditions-{handler}"
        logs = f"arn:aws:logs:{REGION}:{cls.account}:log-group:/aws/lambda/{name}"
        policy = filled((DEPLOY / "policies" / f"{handler}.json.tftpl").read_text(), cls.values | {"log_group": logs})
        given = variables(cls.values) | {"RENDITIONS_RECIPE": "recipe.json"} | more
        made = cls.lambdas.create_function(
            FunctionName=name, Runtime="provided.al2023", Handler=handler, Code=code or cls.code, MemorySize=memory,
            Timeout=timeout, Role=cls.role("lambda.amazonaws.com", *json.loads(policy)["Statement"]),
            Environment={"Variables": {name: value for name, value in given.items() if name not in without}},
        )  # fmt: skip
        return made["FunctionArn"]

    @classmethod
    def make_machines(cls) -> None:
        role = cls.role("states.amazonaws.com", allow("lambda:InvokeFunction", on=cls.tasks))
        for name in WORKFLOWS:
            document = (DEPLOY / "workflows" / f"{name}.asl.json").read_text()
            document = re.sub(r'("FunctionName"\s*:\s*)"renditions-tasks"', lambda match: f'{match[1]}"{cls.tasks}"', document)
            made = cls.states.create_state_machine(
                name=f"renditions-{name}", definition=document, roleArn=role, publish=True
            )
            cls.states.create_state_machine_alias(
                name="live",
                routingConfiguration=[{"stateMachineVersionArn": made["stateMachineVersionArn"], "weight": 100}],
            )

    def invoke(self, function: str, event: Any) -> tuple[Any, bool]:
        """What a function answers, and whether it failed."""
        answer = self.lambdas.invoke(FunctionName=function, Payload=json.dumps(event).encode())
        return json.loads(answer["Payload"].read() or b"null"), "FunctionError" in answer

    def uploaded(self, key: str, body: bytes) -> dict[str, Any]:
        """Puts an original, tells `ingest` of it as EventBridge would, and waits. - Returns: the execution as it ended."""
        tag = self.s3.put_object(Bucket=self.originals, Key=key, Body=body)["ETag"]
        machine = self.values["machines.process-image"]
        before = {item["executionArn"] for item in self.states.list_executions(stateMachineArn=machine)["executions"]}
        event = {
            "version": "0", "id": "11111111-2222-3333-4444-555555555555", "detail-type": "Object Created",
            "source": "aws.s3", "account": self.account, "time": "2026-01-01T00:00:00Z", "region": REGION,
            "resources": [f"arn:aws:s3:::{self.originals}"],
            "detail": {
                "version": "0", "bucket": {"name": self.originals},
                "object": {"key": key, "size": len(body), "etag": tag.strip('"'), "sequencer": "0062E99A88DC407460"},
                "request-id": "1", "requester": self.account, "source-ip-address": "127.0.0.1", "reason": "PutObject",
            },
        }  # fmt: skip
        answer, failed = self.invoke(self.ingest, event)
        self.assertFalse(failed, answer)
        self.assertEqual(answer["processing"], 1, answer)

        def look() -> Any:
            listed = self.states.list_executions(stateMachineArn=machine)["executions"]
            for item in listed:
                if item["executionArn"] not in before and item["status"] != "RUNNING":
                    return self.states.describe_execution(executionArn=item["executionArn"])
            return None

        return until(look, f"the end of {key}")

    def log(self, function: str) -> str:
        return control("functions/logs", function=function)["log"]

"""Has the program `renditions` look at a deployment: what `doctor --aws` looks for is called as Deploy/aws calls it."""

from __future__ import annotations

import json
import os
import subprocess
import unittest
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from deployment import REGION, Deployment

here: Deployment


def setUpModule() -> None:
    global here
    if not os.access(os.environ.get("RENDITIONS_TOOL", ""), os.X_OK):
        raise AssertionError("RENDITIONS_TOOL names no program: make deploy-check")
    here = Deployment()
    unittest.addModuleCleanup(here.end)
    here.use_stand_in()
    here.terraform.run("init", "-no-color")
    here.apply()


@contextmanager
def disabled_rule() -> Iterator[None]:
    events = here.client("events")
    events.disable_rule(Name="renditions-originals")
    yield
    events.enable_rule(Name="renditions-originals")


@contextmanager
def disabled_mapping() -> Iterator[None]:
    functions = here.client("lambda")
    number = functions.list_event_source_mappings()["EventSourceMappings"][0]["UUID"]
    functions.update_event_source_mapping(UUID=number, Enabled=False)
    yield
    functions.update_event_source_mapping(UUID=number, Enabled=True)


@contextmanager
def another_recipe() -> Iterator[None]:
    functions = here.client("lambda")
    variables = functions.get_function_configuration(FunctionName="renditions-api")["Environment"]["Variables"]
    changed = {"Variables": variables | {"RENDITIONS_RECIPE": "avatar"}}
    functions.update_function_configuration(FunctionName="renditions-api", Environment=changed)
    yield
    functions.update_function_configuration(FunctionName="renditions-api", Environment={"Variables": variables})


@contextmanager
def something_given_up(by: str) -> Iterator[None]:
    queues, queue = here.client("sqs"), here.outputs["dead_letter_queues"][by]
    queues.send_message(QueueUrl=queue, MessageBody="a")
    yield
    queues.purge_queue(QueueUrl=queue)


class Doctor(unittest.TestCase):
    def look(self, status: int) -> list[dict[str, Any]]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "RENDITIONS_"))}
        environment |= here.outputs["environment"] | {
            "AWS_ENDPOINT_URL": here.server["endpoint"], "AWS_REGION": REGION, "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_ACCESS_KEY_ID": here.server["accessKey"], "AWS_SECRET_ACCESS_KEY": here.server["secretKey"],
        }  # fmt: skip
        done = subprocess.run(
            [os.environ["RENDITIONS_TOOL"], "doctor", "--aws", "--json"], env=environment, capture_output=True, text=True
        )
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return json.loads(done.stdout)["findings"]

    def test_what_was_applied_is_fine(self):
        findings = self.look(status=0)
        self.assertEqual([finding for finding in findings if finding["verdict"] != "ok"], [])
        seen = {(finding["check"], finding["subject"]) for finding in findings}
        queues = [("dead-letters", f"queue renditions-{name}-dead") for name in here.outputs["dead_letter_queues"]]
        functions = [("function", f"function renditions-{name}") for name in ("ingest", "api")]
        self.assertLessEqual(
            {
                ("rule", "rule renditions-originals"), ("queue", "queue renditions-ingest"), ("recipe", "functions"),
                ("event-source", "function renditions-ingest"), ("archive", "functions"), *queues, *functions,
            },
            seen,
        )  # fmt: skip
        self.assertEqual(len(queues), 4)

    def test_what_breaks_is_named(self):
        for name, broken, status, check, verdict in (
            ("rule", disabled_rule(), 3, "rule", "failed"),
            ("mapping", disabled_mapping(), 3, "event-source", "failed"),
            ("recipe", another_recipe(), 3, "recipe", "failed"),
            ("events", something_given_up("events"), 0, "dead-letters", "warning"),
            ("ingest", something_given_up("ingest"), 0, "dead-letters", "warning"),
        ):
            with self.subTest(name), broken:
                wrong = [finding for finding in self.look(status) if finding["verdict"] != "ok"]
                self.assertEqual([(finding["check"], finding["verdict"]) for finding in wrong], [(check, verdict)])
        self.test_what_was_applied_is_fine()


if __name__ == "__main__":
    unittest.main()

"""Changes what is deployed, and looks what becomes of that which is under way."""

from __future__ import annotations

import json
import unittest

from deployment import Deployment, until

here: Deployment
DENIED = "AccessDenied|403|Forbidden"


def setUpModule() -> None:
    global here
    here = Deployment()
    unittest.addModuleCleanup(here.end)
    here.use_stand_in()
    here.terraform.run("init", "-no-color")
    unittest.addModuleCleanup(here.remove)
    here.apply()


class Switch(unittest.TestCase):
    def test_events_wait_while_the_function_is_switched_off(self):
        s3, client = here.client("s3"), here.client("lambda")
        here.apply(concurrency='{"ingest":0}')
        try:
            mapping = client.list_event_source_mappings()["EventSourceMappings"][0]
            self.assertEqual(mapping["State"], "Disabled")
            found = client.get_function_concurrency(FunctionName="renditions-ingest")
            self.assertEqual(found["ReservedConcurrentExecutions"], 0)
            for number in range(3):
                s3.put_object(Bucket=here.outputs["originals_bucket"], Key=f"patient-{number}.jpg", Body=b"a")
            until(lambda: here.waiting() == (3, 0), "that three events wait, and that nobody has received one")
        finally:
            here.apply()
        for number in range(3):
            self.assertEqual(here.ended(f"patient-{number}.jpg")["status"], "SUCCEEDED")
        # Whatever was received before, and refused, was an attempt of the two that there are.
        records = [record for event in here.invocations("ingest") for record in event.get("Records", [])]
        attempts = [item["attributes"]["ApproximateReceiveCount"] for item in records if "patient-" in item["body"]]
        self.assertEqual(attempts, ["1"] * 3)


class Prefix(unittest.TestCase):
    """Originals under a prefix of their bucket."""

    @classmethod
    def setUpClass(cls) -> None:
        here.terraform.variables["originals_prefix"] = "photos/summer/"
        here.apply()

    @classmethod
    def tearDownClass(cls) -> None:
        del here.terraform.variables["originals_prefix"]
        here.apply()

    def test_only_what_lies_there_begins_workflows(self):
        keys = ["elsewhere.jpg", "photos/winter/elsewhere.jpg", "photos/summer/there.jpg"]
        for key in keys:
            here.client("s3").put_object(Bucket=here.outputs["originals_bucket"], Key=key, Body=b"a")
        self.assertEqual(here.ended("photos-summer-there.jpg")["status"], "SUCCEEDED")
        assert here.control("deliveries/idle")["idle"]
        until(lambda: here.waiting() == (0, 0), "that no event waits")
        bodies = [json.loads(record["body"]) for event in here.invocations("ingest") for record in event.get("Records", [])]
        told = [event["detail"]["object"]["key"] for event in bodies]
        self.assertEqual([key for key in told if key in keys], ["photos/summer/there.jpg"])

    def test_functions_are_told(self):
        for name in ("tasks", "ingest", "api"):
            found = here.client("lambda").get_function_configuration(FunctionName=f"renditions-{name}")
            place = f"s3://{here.outputs['originals_bucket']}/photos/summer/"
            self.assertEqual(found["Environment"]["Variables"]["RENDITIONS_ORIGINALS"], place)
        self.assertEqual(here.outputs["environment"]["RENDITIONS_ORIGINALS"], place)

    def test_nothing_else_may_be_touched(self):
        place = {"Bucket": here.outputs["originals_bucket"]}
        for prefix, wanted in (("photos/summer/", "done"), ("photos/winter/", DENIED), ("", DENIED)):
            for role, operation, more in (
                ("tasks", "get_object", {}), ("tasks", "delete_object", {}), ("ingest", "head_object", {}),
                ("api", "put_object", {"Body": "a"}), ("api", "delete_object", {}),
            ):  # fmt: skip
                key = f"{prefix}{role}-{operation}.txt"
                if operation != "put_object":
                    here.client("s3").put_object(**place, Key=key, Body=b"a")
                with self.subTest(role, operation=operation, key=key):
                    self.assertRegex(here.said(role, "s3", operation, place | more | {"Key": key}), wanted)


class Upgrade(unittest.TestCase):
    def test_an_execution_ends_with_the_program_that_it_began_with(self):
        def version(name: str) -> int:
            return int(json.loads(here.ended(name)["output"])["version"])

        here.begin("earlier")
        known = version("earlier")
        with here.no_room():
            here.begin_and_be_refused("before")
            here.use_stand_in(note="upgraded")
            here.apply()
        self.assertEqual(version("before"), known)
        here.begin("after")
        self.assertEqual(version("after"), known + 1)
        here.terraform.change("plan", "-detailed-exitcode")


if __name__ == "__main__":
    unittest.main()

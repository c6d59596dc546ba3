"""Deploys to an emulator, looks at what is there and whether it works, and takes it away."""

from __future__ import annotations

import json
import unittest
import urllib.request
from collections.abc import Callable
from typing import Any

import probes
from deployment import SOURCES, Deployment, until

here: Deployment


def setUpModule() -> None:
    global here
    here = Deployment()
    unittest.addModuleCleanup(here.end)
    here.use_stand_in()
    here.terraform.variables |= {
        "web_origins": '["https://photos.example.org"]', "tags": '{"Stage":"test"}',
        "alarm_actions": '["arn:aws:sns:us-east-1:123456789012:alarms"]',
    }  # fmt: skip
    here.terraform.run("init", "-no-color")
    unittest.addModuleCleanup(here.remove)
    here.apply()


def given_up(function: str, is_it: Callable[[Any], bool]) -> None:
    """Waits until a dead letter comes, which it takes away. There may be others, of probes."""
    client, queue = here.client("sqs"), here.outputs["dead_letter_queues"][function]

    def look() -> bool:
        for message in client.receive_message(QueueUrl=queue, WaitTimeSeconds=1).get("Messages", []):
            if message["Body"] != "probe" and is_it(json.loads(message["Body"])):
                client.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
                return True
        return False

    until(look, f"a dead letter of {function}")


class Plan(unittest.TestCase):
    def test_the_sources_are_valid(self):
        here.terraform.run("validate", "-no-color")

    def test_a_second_plan_changes_nothing(self):
        here.terraform.change("plan", "-detailed-exitcode")

    def test_data_is_kept_unless_told_otherwise(self):
        text = here.terraform.change("plan", "-refresh=false", keep_data="true")
        self.assertRegex(text, r"deletion_protection_enabled\s+= false -> true")
        self.assertRegex(text, r"force_destroy\s+= true -> false")


class Buckets(unittest.TestCase):
    def setUp(self) -> None:
        self.s3 = here.client("s3")
        self.names = [here.outputs["originals_bucket"], here.outputs["renditions_bucket"]]

    def test_encrypted_versioned_and_private(self):
        for bucket in self.names:
            rules = self.s3.get_bucket_encryption(Bucket=bucket)["ServerSideEncryptionConfiguration"]["Rules"]
            self.assertEqual(rules[0]["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"], "AES256")
            self.assertEqual(self.s3.get_bucket_versioning(Bucket=bucket)["Status"], "Enabled")
            block = self.s3.get_public_access_block(Bucket=bucket)["PublicAccessBlockConfiguration"]
            self.assertEqual(len(block), 4)
            self.assertTrue(all(block.values()))
            owned = self.s3.get_bucket_ownership_controls(Bucket=bucket)["OwnershipControls"]["Rules"]
            self.assertEqual(owned, [{"ObjectOwnership": "BucketOwnerEnforced"}])

    def test_only_by_tls(self):
        for bucket in self.names:
            self.s3.list_objects_v2(Bucket=bucket)
            plain = here.client("s3", "plain")
            with self.assertRaises(plain.exceptions.ClientError) as raised:
                plain.list_objects_v2(Bucket=bucket)
            self.assertEqual(raised.exception.response["Error"]["Code"], "AccessDenied")

    def test_lifecycle(self):
        for bucket in self.names:
            rules = {rule["ID"]: rule for rule in self.s3.get_bucket_lifecycle_configuration(Bucket=bucket)["Rules"]}
            self.assertEqual(rules["stale-uploads"]["AbortIncompleteMultipartUpload"], {"DaysAfterInitiation": 2})
            self.assertEqual(rules["noncurrent-versions"]["NoncurrentVersionExpiration"], {"NoncurrentDays": 30})
            self.assertEqual("notes" in rules, "-renditions-" in bucket)
            self.assertEqual({rule["Status"] for rule in rules.values()}, {"Enabled"})
        self.assertEqual((rules["notes"]["Filter"], rules["notes"]["Expiration"]), ({"Prefix": "notes/"}, {"Days": 30}))

    def test_what_has_come_of_backfills_goes_in_the_end(self):
        rules = self.s3.get_bucket_lifecycle_configuration(Bucket=here.outputs["renditions_bucket"])["Rules"]
        rule = next(rule for rule in rules if rule["ID"] == "results")
        self.assertEqual((rule["Status"], rule["Expiration"]), ("Enabled", {"Days": 30}))
        document = here.client("iam").get_role_policy(RoleName="renditions-workflows-us-east-1", PolicyName="workflows")
        written = [item["Resource"] for item in document["PolicyDocument"]["Statement"] if item["Sid"] == "WriteResults"]
        self.assertEqual(written, [f"arn:aws:s3:::{here.outputs['renditions_bucket']}/{rule['Filter']['Prefix']}*"])

    def test_web_pages_of_ours_alone(self):
        rule = self.s3.get_bucket_cors(Bucket=here.outputs["originals_bucket"])["CORSRules"][0]
        self.assertEqual(rule["AllowedOrigins"], ["https://photos.example.org"])
        rule = self.s3.get_bucket_cors(Bucket=here.outputs["renditions_bucket"])["CORSRules"][0]
        self.assertEqual(rule["AllowedMethods"], ["GET", "HEAD"])


class Records(unittest.TestCase):
    def test_as_the_store_wants_it(self):
        client = here.client("dynamodb")
        table = client.describe_table(TableName=here.outputs["table"])["Table"]
        keys = [key["AttributeName"] for key in table["KeySchema"]]
        self.assertEqual((keys, table["BillingModeSummary"]["BillingMode"]), (["pk", "sk"], "PAY_PER_REQUEST"))
        indexes = {
            index["IndexName"]: ([key["AttributeName"] for key in index["KeySchema"]],
                                 sorted(index["Projection"]["NonKeyAttributes"]))
            for index in table["GlobalSecondaryIndexes"]
        }  # fmt: skip
        self.assertEqual(indexes, {
            "by-update": (["list", "place"], ["hash", "marks", "state"]), "by-id": (["list", "id"], ["hash", "place"]),
        })  # fmt: skip
        backups = client.describe_continuous_backups(TableName=here.outputs["table"])["ContinuousBackupsDescription"]
        self.assertEqual(backups["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"], "ENABLED")
        expiry = client.describe_time_to_live(TableName=here.outputs["table"])["TimeToLiveDescription"]
        self.assertEqual(expiry, {"TimeToLiveStatus": "ENABLED", "AttributeName": "expires"})


class Functions(unittest.TestCase):
    def test_settings(self):
        client = here.client("lambda")
        for name, count in (("tasks", 40), ("ingest", 5), ("api", 20)):
            found = client.get_function_configuration(FunctionName=f"renditions-{name}")
            self.assertEqual((found["Runtime"], found["Handler"]), ("provided.al2023", name))
            self.assertEqual(found["TracingConfig"]["Mode"], "Active")
            self.assertTrue(found["DeadLetterConfig"]["TargetArn"].endswith(f":renditions-{name}-dead"))
            self.assertEqual(found["LoggingConfig"]["LogGroup"], f"/aws/lambda/renditions-{name}")
            self.assertTrue(found["Role"].endswith(f"/renditions-{name}-us-east-1"))
            reserved = client.get_function_concurrency(FunctionName=f"renditions-{name}")
            self.assertEqual(reserved["ReservedConcurrentExecutions"], count)

    def test_all_have_the_same_recipe(self):
        client = here.client("lambda")
        given = [client.get_function_configuration(FunctionName=arn)["Environment"]["Variables"]
                 for arn in here.outputs["functions"].values()]  # fmt: skip
        # What is not set is left to the program.
        self.assertEqual([found.get("RENDITIONS_RECIPE") for found in given], [None] * 3)
    def test_pages_of_others_are_known_to_the_api_alone(self):
        for name, known in (("tasks", None), ("ingest", None), ("api", "https://photos.example.org")):
            found = here.client("lambda").get_function_configuration(FunctionName=f"renditions-{name}")
            self.assertEqual(found["Environment"]["Variables"].get("RENDITIONS_HTTP_ALLOWED_ORIGINS"), known)

    def test_browsers_are_told_by_the_gateway(self):
        found = here.client("apigatewayv2").get_api(ApiId=here.outputs["api_id"])["CorsConfiguration"]
        self.assertEqual(found["AllowOrigins"], ["https://photos.example.org"])
        # A star would not let it through.
        self.assertIn("authorization", [name.lower() for name in found["AllowHeaders"]])
        self.assertIn("DELETE", found["AllowMethods"])
        self.assertIn("etag", [name.lower() for name in found["ExposeHeaders"]])

    def test_batches_fail_in_part(self):
        mapping = here.client("lambda").list_event_source_mappings()["EventSourceMappings"][0]
        self.assertEqual(mapping["FunctionResponseTypes"], ["ReportBatchItemFailures"])
        self.assertEqual(mapping["ScalingConfig"], {"MaximumConcurrency": 5})
        self.assertEqual(mapping["State"], "Enabled")

    def test_logs_do_not_stay_for_ever(self):
        groups = here.client("logs").describe_log_groups()["logGroups"]
        self.assertGreaterEqual(len(groups), 6)
        self.assertEqual({group.get("retentionInDays") for group in groups}, {30})

    def test_what_it_gives_up_is_kept(self):
        here.client("lambda").invoke(
            FunctionName=here.outputs["functions"]["tasks"], InvocationType="Event", Payload=b'{"fail": true}'
        )
        given_up("tasks", lambda letter: letter == {"fail": True})


class Queues(unittest.TestCase):
    def test_encrypted_and_only_by_tls(self):
        client = here.client("sqs")
        for queue in [here.outputs["queue"], *here.outputs["dead_letter_queues"].values()]:
            found = client.get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])["Attributes"]
            self.assertEqual(found["SqsManagedSseEnabled"].lower(), "true")
            sids = {statement["Sid"] for statement in json.loads(found["Policy"])["Statement"]}
            self.assertIn("OnlyByTLS", sids)
            plain = here.client("sqs", "plain")
            with self.assertRaises(plain.exceptions.ClientError):
                plain.send_message(QueueUrl=queue, MessageBody="a")

    def test_nobody_else_sends(self):
        found = here.client("sqs").get_queue_attributes(QueueUrl=here.outputs["queue"], AttributeNames=["All"])["Attributes"]
        allowed = [item for item in json.loads(found["Policy"])["Statement"] if item["Effect"] == "Allow"]
        self.assertEqual([item["Principal"] for item in allowed], [{"Service": "events.amazonaws.com"}])
        self.assertTrue(allowed[0]["Condition"]["ArnEquals"]["aws:SourceArn"].endswith(":rule/renditions-originals"))
        self.assertEqual(json.loads(found["RedrivePolicy"])["maxReceiveCount"], 2)


#: Over which dimensions AWS counts what, as its documentation says.
METRICS = {
    ("AWS/SQS", "ApproximateNumberOfMessagesVisible"): [{"QueueName"}],
    ("AWS/SQS", "ApproximateAgeOfOldestMessage"): [{"QueueName"}],
    ("AWS/Lambda", "Errors"): [{"FunctionName"}],
    ("AWS/Lambda", "Throttles"): [{"FunctionName"}],
    ("AWS/States", "ExecutionsFailed"): [{"StateMachineArn"}],
    ("AWS/States", "ExecutionsTimedOut"): [{"StateMachineArn"}],
    ("AWS/Events", "InvocationsFailedToBeSentToDlq"): [{"RuleName"}],
    ("AWS/ApiGateway", "5xx"): [{"ApiId"}],
    ("AWS/DynamoDB", "ReadThrottleEvents"): [{"TableName"}, {"TableName", "GlobalSecondaryIndexName"}],
    ("AWS/DynamoDB", "WriteThrottleEvents"): [{"TableName"}, {"TableName", "GlobalSecondaryIndexName"}],
}


class Watched(unittest.TestCase):
    def test_alarms(self):
        alarms = {alarm["AlarmName"]: alarm for alarm in here.client("cloudwatch").describe_alarms()["MetricAlarms"]}
        for name in (
            "ingest-dead-letters", "events-dead-letters", "tasks-errors", "ingest-errors", "api-errors", "api-throttles",
            "process-image-failed", "erase-asset-timed-out", "queue-age", "events-lost", "api-server-errors",
            "table-throttled-reads", "by-update-throttled-reads", "by-id-throttled-writes",
        ):  # fmt: skip
            self.assertIn(f"renditions-{name}", alarms)
        self.assertIn(f"ALARMS = {len(alarms)}\n", (SOURCES / "cost.py").read_text(), "each of them costs")
        for name, alarm in alarms.items():
            self.assertEqual(alarm["AlarmActions"], ["arn:aws:sns:us-east-1:123456789012:alarms"])
            # A metric over other dimensions is another one, which nobody writes: its alarm would be silent for ever.
            dimensions = frozenset(dimension["Name"] for dimension in alarm["Dimensions"])
            self.assertIn(dimensions, METRICS[alarm["Namespace"], alarm["MetricName"]], name)

    def test_tags(self):
        found = here.client("lambda").list_tags(Resource=here.outputs["functions"]["api"])["Tags"]
        self.assertEqual(found, {"Application": "renditions", "Stage": "test"})

    def test_state_machines_are_traced_and_logged(self):
        for arn in here.outputs["state_machines"].values():
            found = here.client("stepfunctions").describe_state_machine(stateMachineArn=arn)
            self.assertTrue(found["tracingConfiguration"]["enabled"])
            self.assertFalse(found["loggingConfiguration"].get("includeExecutionData"))
            self.assertEqual(found["loggingConfiguration"]["level"], "ERROR")


class Way(unittest.TestCase):
    """From a bucket to the end of a workflow."""

    def test_an_original_begins_a_workflow(self):
        here.client("s3").put_object(Bucket=here.outputs["originals_bucket"], Key="cats/tom+jerry.jpg", Body=b"a")
        found = here.ended("cats-tom+jerry.jpg")
        self.assertEqual(found["status"], "SUCCEEDED", found)

    def test_a_poisoned_event_is_given_up_and_its_neighbours_are_done(self):
        s3 = here.client("s3")
        for key in ("before.jpg", "poison.jpg", "after.jpg"):
            s3.put_object(Bucket=here.outputs["originals_bucket"], Key=key, Body=b"a")
        given_up("ingest", lambda letter: letter["detail"]["object"]["key"] == "poison.jpg")
        for name in ("before.jpg", "after.jpg"):
            self.assertEqual(here.ended(name)["status"], "SUCCEEDED")

    def test_an_execution_waits_until_the_function_has_room(self):
        with here.no_room():
            here.begin_and_be_refused("patient")
        self.assertEqual(here.ended("patient")["status"], "SUCCEEDED")

    def test_the_api_answers(self):
        gateway = here.control(
            "gateways", account=here.server["account"], region="us-east-1", api=here.outputs["api_id"], stage="$default"
        )
        with urllib.request.urlopen(f"{gateway['endpoint']}/images/a%20b") as answer:
            self.assertEqual(json.load(answer), {"path": "/images/a b", "version": "2.0"})


class Rights(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        s3 = here.client("s3")
        s3.put_object(Bucket=here.outputs["originals_bucket"], Key="elsewhere/there.txt", Body=b"a")
        s3.put_object(Bucket=here.outputs["renditions_bucket"], Key="renditions/there.txt", Body=b"a")
        machine = here.outputs["state_machines"]["process-image"]
        here.client("stepfunctions").start_execution(stateMachineArn=machine, name="probe", input="{}")
        cls.iam = here.client("iam")

    def document(self, role: str) -> dict[str, Any]:
        return self.iam.get_role_policy(RoleName=f"renditions-{role}-us-east-1", PolicyName=role)["PolicyDocument"]

    def put(self, role: str, document: dict[str, Any]) -> None:
        self.iam.put_role_policy(
            RoleName=f"renditions-{role}-us-east-1", PolicyName=role, PolicyDocument=json.dumps(document)
        )

    def without(self, role: str, sid: str) -> dict[str, Any]:
        """- Returns: the policy as it was, to be put back."""
        whole = self.document(role)
        rest = [statement for statement in whole["Statement"] if statement["Sid"] != sid]
        self.assertEqual(len(rest), len(whole["Statement"]) - 1)
        self.put(role, whole | {"Statement": rest})
        return whole

    def test_every_statement_is_needed(self):
        calls = probes.needed(here.outputs)
        for role in ("tasks", "ingest", "api"):
            sids = {statement["Sid"] for statement in self.document(role)["Statement"]}
            self.assertEqual(sids, {sid for name, sid in calls if name == role})
        for (role, sid), call in calls.items():
            with self.subTest(role, statement=sid):
                self.assertEqual(here.said(role, *call), "done")
                whole = self.without(role, sid)
                try:
                    said = here.said(role, *call)
                finally:
                    self.put(role, whole)
                self.assertRegex(said, "AccessDenied|403|Forbidden")

    def test_workflows_need_theirs(self):
        whole = self.without("workflows", "CarryOutTasks")
        try:
            states, machine = here.client("stepfunctions"), here.outputs["state_machines"]["erase-asset"]
            arn = states.start_execution(stateMachineArn=machine, input="{}")["executionArn"]
            found = until(
                lambda: (it := states.describe_execution(executionArn=arn))["status"] != "RUNNING" and it, f"the end of {arn}"
            )
        finally:
            self.put("workflows", whole)
        self.assertEqual((found["status"], found["error"]), ("FAILED", "Lambda.AccessDeniedException"))

    def test_nothing_more_is_allowed(self):
        for role, call in probes.denied(here.outputs):
            with self.subTest(role, call=call):
                self.assertRegex(here.said(role, *call), "AccessDenied|403|Forbidden")


if __name__ == "__main__":
    unittest.main()

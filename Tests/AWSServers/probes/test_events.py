"""Events from S3 to queues, functions and state machines; batches of messages."""

from __future__ import annotations

import json
import unittest
import uuid

from machines import Machine
from support import Probe, allow, control, handler, until

#: Fails as often as it is told to, by the number of attempts at an event, which it counts in a file.
FLAKY = handler(
    """
import pathlib
class Transient(Exception): pass
class Corrupt(Exception): pass
def handle(event, context):
    if event.get("corrupt"): raise Corrupt("not an image")
    marks = pathlib.Path(os.environ["MARKS"])
    with open(marks, "a") as file: file.write("x")
    if len(marks.read_text()) <= int(os.environ["FAILURES"]): raise Transient("attempt")
    return {"attempts": len(marks.read_text()), "key": event["detail"]["object"]["key"] if "detail" in event else None}
"""
)


class Flow(Machine):
    """An upload, an event, a rule, a machine, a function that fails twice, and a catcher."""

    def flow(self, failures, catch):
        import tempfile

        marks = tempfile.mktemp()
        function = self.function(FLAKY, Environment={"Variables": {"MARKS": marks, "FAILURES": str(failures)}})
        task = self.task(function, "integration")
        task["Retry"] = [{"ErrorEquals": ["Transient"], "IntervalSeconds": 1, "MaxAttempts": 2, "BackoffRate": 1.0}]
        task["Catch"] = [{"ErrorEquals": catch, "ResultPath": "$.error", "Next": "Caught"}]
        machine = self.machine({"StartAt": "Do", "States": {"Do": task, "Caught": {"Type": "Pass", "End": True}}})
        bucket = self.bucket()
        self.owner.client("s3").put_bucket_notification_configuration(
            Bucket=bucket, NotificationConfiguration={"EventBridgeConfiguration": {}}
        )
        events, rule = self.owner.client("events"), f"rule-{uuid.uuid4().hex[:8]}"
        pattern = {"source": ["aws.s3"], "detail-type": ["Object Created"], "detail": {"bucket": {"name": [bucket]}}}
        events.put_rule(Name=rule, EventPattern=json.dumps(pattern))
        role = self.role("events.amazonaws.com", allow("states:StartExecution", on=machine))
        events.put_targets(Rule=rule, Targets=[{"Id": "1", "Arn": machine, "RoleArn": role}])
        return bucket, machine, rule

    def executions(self, machine):
        return self.states.list_executions(stateMachineArn=machine)["executions"]

    def test_two_failures_and_then_success(self):
        bucket, machine, _ = self.flow(2, ["States.ALL"])
        self.owner.client("s3").put_object(Bucket=bucket, Key="a b/ü+.jpg", Body=b"x")
        execution = until(lambda: self.executions(machine), "an execution")[0]["executionArn"]
        found = self.ended(execution)
        self.assertEqual(found["status"], "SUCCEEDED")
        self.assertEqual(json.loads(found["output"]), {"attempts": 3, "key": "a b/ü+.jpg"})
        event = json.loads(found["input"])
        self.assertEqual(event["detail"]["reason"], "PutObject")
        self.assertRegex(event["time"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        self.assertEqual(event["account"], self.account)
        self.assertTrue(event["detail"]["object"]["sequencer"])
        self.assertEqual(event["detail"]["object"]["etag"], "9dd4e461268c8034f5c8564e155c67a6")

    def test_a_catcher_when_attempts_are_used_up(self):
        bucket, machine, _ = self.flow(99, ["Transient"])
        self.owner.client("s3").put_object(Bucket=bucket, Key="k", Body=b"x")
        found = self.ended(until(lambda: self.executions(machine), "an execution")[0]["executionArn"])
        self.assertEqual(found["status"], "SUCCEEDED")
        self.assertEqual(json.loads(found["output"])["error"]["Error"], "Transient")

    def test_a_target_that_may_not_be_started(self):
        bucket, machine, rule = self.flow(0, ["States.ALL"])
        role = self.role("events.amazonaws.com")
        self.owner.client("events").put_targets(
            Rule=rule, Targets=[{"Id": "1", "Arn": machine, "RoleArn": role}]
        )
        self.owner.client("s3").put_object(Bucket=bucket, Key="k", Body=b"x")
        found = until(lambda: control("complaints", account=self.account)["complaints"], "a complaint")
        self.assertIn("states:StartExecution", found[-1]["reason"])
        self.assertEqual(self.executions(machine), [])

    def test_terraform_finds_event_bridge_again(self):
        bucket, _, _ = self.flow(0, ["States.ALL"])
        found = self.owner.client("s3").get_bucket_notification_configuration(Bucket=bucket)
        self.assertIn("EventBridgeConfiguration", found)


class Rules(Probe):
    def test_events_of_ones_own_to_a_function(self):
        events, lambdas = self.owner.client("events"), self.owner.client("lambda")
        arn = self.function(handler("def handle(event, context): return event"))
        rule = events.put_rule(Name="own", EventPattern=json.dumps({"source": ["shop"], "detail": {"n": [1]}}))["RuleArn"]
        transformed = {"InputPathsMap": {"number": "$.detail.n"}, "InputTemplate": '{"n": <number>}'}
        targets = [{"Id": "1", "Arn": arn}, {"Id": "2", "Arn": arn, "InputTransformer": transformed},
                   {"Id": "3", "Arn": arn, "InputPath": "$.detail"}]  # fmt: skip
        events.put_targets(Rule="own", Targets=targets)

        def put(n):
            entry = {"Source": "shop", "DetailType": "order", "Detail": json.dumps({"n": n})}
            self.assertEqual(events.put_events(Entries=[entry])["FailedEntryCount"], 0)

        put(1)
        until(
            lambda: len(control("complaints", account=self.account)["complaints"]) == 3,
            "three complaints, because the function lets no rule in",
        )
        lambdas.add_permission(
            FunctionName=arn, StatementId="rule", Action="lambda:InvokeFunction", Principal="events.amazonaws.com",
            SourceArn=rule,
        )  # fmt: skip
        put(2)
        put(1)

        def seen():
            found = control("functions/invocations", function=arn)["invocations"]
            return [json.loads(item["payload"]) for item in found] if len(found) == 3 else None

        whole, *others = sorted(until(seen, "three invocations"), key=len, reverse=True)
        self.assertEqual(others, [{"n": 1}, {"n": 1}])
        self.assertEqual((whole["source"], whole["detail-type"], whole["detail"]), ("shop", "order", {"n": 1}))
        self.assertEqual((whole["version"], whole["account"]), ("0", self.account))

    def test_a_pattern_is_tried(self):
        events = self.owner.client("events")
        pattern = {"source": ["aws.s3"], "detail": {"object": {"key": [{"prefix": "a/"}]}}}

        def event(key, **more):
            return {
                "id": "1", "account": self.account, "source": "aws.s3", "time": "2025-01-01T00:00:00Z", "region": "us-east-1",
                "resources": [], "detail-type": "Object Created", "detail": {"object": {"key": key}},
            } | more  # fmt: skip

        def passes(pattern, event):
            return events.test_event_pattern(EventPattern=json.dumps(pattern), Event=json.dumps(event))["Result"]

        self.assertTrue(passes(pattern, event("a/b")))
        self.assertFalse(passes(pattern, event("b")))
        self.assertFalse(passes(pattern, event("a/b", source="shop")))
        with self.refused("InvalidEventPatternException"):
            passes({"source": "aws.s3"}, event("a/b"))
        with self.refused("ValidationException"):
            passes(pattern, {"source": "aws.s3"})


class Queues(Probe):
    #: Fails the messages that say so, by themselves; or all of them.
    PROGRAM = handler(
        """
def handle(event, context):
    failures = [record["messageId"] for record in event["Records"] if "poison" in record["body"]]
    if any("explode" in record["body"] for record in event["Records"]): raise ValueError("all of them")
    return {"batchItemFailures": [{"itemIdentifier": number} for number in failures]}
"""
    )

    def made(self, partial=True, batch=10):
        queues = self.owner.client("sqs")
        number = uuid.uuid4().hex[:8]
        dead = queues.create_queue(QueueName=f"dead-{number}")["QueueUrl"]
        policy = {"deadLetterTargetArn": f"arn:aws:sqs:us-east-1:{self.account}:dead-{number}", "maxReceiveCount": "3"}
        url = queues.create_queue(
            QueueName=f"in-{number}", Attributes={"VisibilityTimeout": "30", "RedrivePolicy": json.dumps(policy)}
        )["QueueUrl"]
        arn = f"arn:aws:sqs:us-east-1:{self.account}:in-{number}"
        reading = allow("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", on=arn)
        function = self.function(self.PROGRAM, reading)
        return queues, url, dead, arn, function

    def mapped(self, function, arn, partial=True, batch=10):
        self.owner.client("lambda").create_event_source_mapping(
            EventSourceArn=arn, FunctionName=function, BatchSize=batch,
            FunctionResponseTypes=["ReportBatchItemFailures"] if partial else [],
        )  # fmt: skip

    def test_who_reads_what_is_told_by_name_and_arn(self):
        queues, url, dead, arn, function = self.made()
        self.mapped(function, arn)
        lambdas = self.owner.client("lambda")
        for called in (function, function.split(":")[-1]):
            found = lambdas.list_event_source_mappings(EventSourceArn=arn, FunctionName=called)["EventSourceMappings"]
            self.assertEqual([item["FunctionArn"] for item in found], [function])
        self.assertEqual(lambdas.list_event_source_mappings(FunctionName="other")["EventSourceMappings"], [])
        may = self.user(allow("lambda:ListEventSourceMappings", on="*")).client("lambda")
        self.assertEqual(len(may.list_event_source_mappings(EventSourceArn=arn)["EventSourceMappings"]), 1)
        may_not = self.user(allow("lambda:GetEventSourceMapping", on="*")).client("lambda")
        with self.refused("AccessDeniedException"):
            may_not.list_event_source_mappings(EventSourceArn=arn)

    def bodies(self, queues, url):
        found = queues.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
        return [message["Body"] for message in found]

    def seen(self, function):
        found = control("functions/invocations", function=function)["invocations"]
        return [record["body"] for item in found for record in json.loads(item["payload"])["Records"]]

    def test_one_poisoned_message_and_its_neighbours(self):
        queues, url, dead, arn, function = self.made()
        entries = [{"Id": str(n), "MessageBody": "poison" if n == 4 else f"good {n}"} for n in range(10)]
        queues.send_message_batch(QueueUrl=url, Entries=entries)
        self.mapped(function, arn)
        self.assertEqual(until(lambda: self.bodies(queues, dead), "a message in the dead-letter queue"), ["poison"])
        seen = self.seen(function)
        self.assertEqual(seen.count("poison"), 3)
        for n in range(10):
            self.assertEqual(seen.count(f"good {n}"), 0 if n == 4 else 1)

    def test_a_batch_that_fails_altogether_comes_again(self):
        queues, url, dead, arn, function = self.made()
        for body in ("explode", "beside it"):
            queues.send_message(QueueUrl=url, MessageBody=body)
        self.mapped(function, arn)
        found = []
        until(lambda: found.extend(self.bodies(queues, dead)) or len(found) == 2, "both in the dead-letter queue")
        self.assertEqual(sorted(found), ["beside it", "explode"])

    def test_a_role_that_may_not_read(self):
        queues, url, dead, arn, _ = self.made()
        function = self.function(self.PROGRAM)
        queues.send_message(QueueUrl=url, MessageBody="good")
        self.mapped(function, arn)
        found = until(lambda: control("complaints", account=self.account)["complaints"], "a complaint")
        self.assertIn("sqs:ReceiveMessage", found[-1]["reason"])
        self.assertEqual(self.seen(function), [])

    def test_who_waits_for_a_message_gets_it_when_it_is_sent(self):
        import threading

        queues = self.owner.client("sqs")
        url = queues.create_queue(QueueName="waited")["QueueUrl"]
        found = []
        waiter = threading.Thread(
            target=lambda: found.extend(queues.receive_message(QueueUrl=url, WaitTimeSeconds=20)["Messages"])
        )
        waiter.start()
        self.owner.client("sqs").send_message(QueueUrl=url, MessageBody="now")
        waiter.join()
        self.assertEqual([message["Body"] for message in found], ["now"])

    def test_a_queue_keeps_what_it_is_not_told_to_change(self):
        queues = self.owner.client("sqs")
        policy = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*",
                             "Action": "sqs:SendMessage", "Resource": "*"}]})  # fmt: skip
        allowed = json.dumps({"redrivePermission": "denyAll"})
        url = queues.create_queue(QueueName="kept", Attributes={"Policy": policy})["QueueUrl"]
        queues.set_queue_attributes(QueueUrl=url, Attributes={"RedriveAllowPolicy": allowed})
        found = queues.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
        self.assertEqual(json.loads(found["Policy"]), json.loads(policy))
        self.assertEqual(json.loads(found["RedriveAllowPolicy"]), json.loads(allowed))
        queues.set_queue_attributes(QueueUrl=url, Attributes={"RedriveAllowPolicy": ""})
        found = queues.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
        self.assertNotIn("RedriveAllowPolicy", found)

    def test_events_of_a_bucket_by_the_policy_of_the_queue(self):
        queues, s3 = self.owner.client("sqs"), self.owner.client("s3")
        bucket = self.bucket()
        arn = f"arn:aws:sqs:us-east-1:{self.account}:uploads"
        statement = {
            "Effect": "Allow", "Principal": {"Service": "s3.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": arn,
            "Condition": {"ArnLike": {"aws:SourceArn": f"arn:aws:s3:::{bucket}"}},
        }  # fmt: skip
        url = queues.create_queue(
            QueueName="uploads", Attributes={"Policy": json.dumps({"Version": "2012-10-17", "Statement": [statement]})}
        )["QueueUrl"]
        s3.put_bucket_notification_configuration(
            Bucket=bucket,
            NotificationConfiguration={"QueueConfigurations": [{
                "QueueArn": arn, "Events": ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"],
                "Filter": {"Key": {"FilterRules": [{"Name": "prefix", "Value": "in/"}]}},
            }]},
        )  # fmt: skip
        s3.put_object(Bucket=bucket, Key="out/no", Body=b"x")
        s3.put_object(Bucket=bucket, Key="in/a b+c", Body=b"xyz")
        s3.delete_object(Bucket=bucket, Key="in/a b+c")
        found = []

        def fetched():
            found.extend(self.bodies(queues, url))
            return len([body for body in found if "Records" in body]) == 2

        until(fetched, "two events")
        put, gone = [json.loads(body)["Records"][0] for body in found if "Records" in body]
        self.assertEqual(put["eventName"], "ObjectCreated:Put")
        self.assertEqual(put["s3"]["object"]["key"], "in/a+b%2Bc")
        self.assertEqual(put["s3"]["object"]["size"], 3)
        self.assertRegex(put["eventTime"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
        self.assertEqual(gone["eventName"], "ObjectRemoved:Delete")
        self.assertLess(put["s3"]["object"]["sequencer"], gone["s3"]["object"]["sequencer"])
        # Where versions are kept a deletion is a marker.
        s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
        s3.put_object(Bucket=bucket, Key="in/kept", Body=b"x")
        marker = s3.delete_object(Bucket=bucket, Key="in/kept")["VersionId"]
        found.clear()
        until(fetched, "two more")
        gone = json.loads(found[1])["Records"][0]
        self.assertEqual(gone["eventName"], "ObjectRemoved:DeleteMarkerCreated")
        self.assertEqual((gone["s3"]["object"]["key"], gone["s3"]["object"]["versionId"]), ("in/kept", marker))
        # And what Terraform does when it empties a bucket.
        listed = s3.list_object_versions(Bucket=bucket, Prefix="in/kept")
        everything = [{"Key": item["Key"], "VersionId": item["VersionId"]}
                      for kind in ("Versions", "DeleteMarkers") for item in listed[kind]]  # fmt: skip
        self.assertEqual(len(s3.delete_objects(Bucket=bucket, Delete={"Objects": everything})["Deleted"]), 2)
        self.assertNotIn("Versions", s3.list_object_versions(Bucket=bucket, Prefix="in/kept"))


if __name__ == "__main__":
    unittest.main()

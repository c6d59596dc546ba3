"""Events from S3 to queues, functions and state machines; state machines with retries and catchers; batches of messages."""

from __future__ import annotations

import json
import time
import unittest
import uuid

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


class Machine(Probe):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.states = cls.owner.client("stepfunctions")

    def machine(self, document, role=None, **options):
        role = role or self.role("states.amazonaws.com", allow("lambda:InvokeFunction", on="*"))
        name = f"machine-{uuid.uuid4().hex[:8]}"
        made = self.states.create_state_machine(name=name, definition=json.dumps(document), roleArn=role, **options)
        return made["stateMachineArn"]

    def ended(self, execution):
        def look():
            found = self.states.describe_execution(executionArn=execution)
            return found if found["status"] != "RUNNING" else None

        return until(look, f"the end of {execution}")

    def ran(self, document, value=None, **options):
        arn = self.machine(document, **options)
        started = self.states.start_execution(stateMachineArn=arn, input=json.dumps(value or {}))
        return self.ended(started["executionArn"])

    def task(self, function, resource):
        if resource == "direct":
            return {"Type": "Task", "Resource": function, "End": True}
        return {
            "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "OutputPath": "$.Payload", "End": True,
            "Parameters": {"FunctionName": function, "Payload.$": "$"},
        }  # fmt: skip


class Machines(Machine):
    def test_starts_more_than_once_and_names_are_kept(self):
        arn = self.machine({"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 2, "End": True}}})
        first = self.states.start_execution(stateMachineArn=arn, name="one", input="{}")
        same = self.states.start_execution(stateMachineArn=arn, name="one", input="{}")
        self.assertEqual(first["executionArn"], same["executionArn"])
        with self.refused("ExecutionAlreadyExists"):
            self.states.start_execution(stateMachineArn=arn, name="one", input='{"a": 1}')
        self.states.start_execution(stateMachineArn=arn, name="two", input="{}")
        self.assertEqual(self.ended(first["executionArn"])["status"], "SUCCEEDED")

    def test_text_null_and_jsonata(self):
        state = {"Type": "Pass", "End": True}
        for result, wanted in (("text", '"text"'), (None, "null"), ([1], "[1]")):
            found = self.ran({"StartAt": "A", "States": {"A": state | {"Result": result}}})
            self.assertEqual(json.loads(found["output"]), json.loads(wanted))
        found = self.ran(
            {"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": state | {"Output": "{% $sum([1, 2]) %}"}}}
        )
        self.assertEqual(found["output"], "3")

    def test_broken_documents(self):
        broken = {"StartAt": "X", "States": {"A": {"Type": "Pass", "End": True}}}
        with self.refused("InvalidDefinition", 400):
            self.machine(broken)
        answer = self.states.validate_state_machine_definition(definition=json.dumps(broken))
        self.assertEqual(answer["result"], "FAIL")
        whole = {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": True}}}
        self.assertEqual(self.states.validate_state_machine_definition(definition=json.dumps(whole))["result"], "OK")
        arn = self.machine(whole)
        with self.refused("StateMachineAlreadyExists"):
            self.states.create_state_machine(
                name=arn.split(":")[-1], definition=json.dumps(whole | {"Comment": "another"}),
                roleArn=self.role("states.amazonaws.com"),
            )  # fmt: skip

    def test_versions(self):
        whole = {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": True}}}
        arn = self.machine(whole)
        self.states.publish_state_machine_version(stateMachineArn=arn)
        listed = self.states.list_state_machine_versions(stateMachineArn=arn)["stateMachineVersions"]
        self.assertEqual([item["stateMachineVersionArn"] for item in listed], [arn + ":1"])

    def test_stop_tells_when_and_why(self):
        arn = self.machine({"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 600, "End": True}}})
        execution = self.states.start_execution(stateMachineArn=arn)["executionArn"]
        answer = self.states.stop_execution(executionArn=execution, error="Enough", cause="of it")
        self.assertIn("stopDate", answer)
        found = self.ended(execution)
        self.assertEqual((found["status"], found["error"], found["cause"]), ("ABORTED", "Enough", "of it"))

    def test_an_input_that_is_too_large(self):
        arn = self.machine({"StartAt": "A", "States": {"A": {"Type": "Pass", "End": True}}})
        with self.refused("InvalidExecutionInput"):
            self.states.start_execution(stateMachineArn=arn, input=json.dumps("x" * (256 * 1024)))

    def test_pages_of_history(self):
        found = self.ran({"StartAt": "A", "States": {"A": {"Type": "Pass", "End": True}}})
        pages, token = [], None
        while True:
            answer = self.states.get_execution_history(
                executionArn=found["executionArn"], maxResults=2, **({"nextToken": token} if token else {})
            )
            pages.append([event["type"] for event in answer["events"]])
            token = answer.get("nextToken")
            if not token:
                break
        self.assertEqual(
            pages, [["ExecutionStarted", "PassStateEntered"], ["PassStateExited", "ExecutionSucceeded"]]
        )

    def test_functions_with_the_role_of_the_machine(self):
        function = self.function(handler("def handle(event, context): return event"))
        allowed = self.role("states.amazonaws.com", allow("lambda:InvokeFunction", on=function))
        denied = self.role("states.amazonaws.com", allow("lambda:InvokeFunction", on=function + "-other"))
        stranger = self.role("events.amazonaws.com", allow("lambda:InvokeFunction", on=function))
        for resource in ("direct", "integration"):
            document = {"StartAt": "A", "States": {"A": self.task(function, resource)}}
            found = self.ran(document, {"a": 1}, role=allowed)
            self.assertEqual((found["status"], json.loads(found.get("output", "0"))), ("SUCCEEDED", {"a": 1}))
            for role in (denied, stranger):
                found = self.ran(document, role=role)
                self.assertEqual((found["status"], found["error"]), ("FAILED", "Lambda.AccessDeniedException"))

    def test_other_services_with_the_role_of_the_machine(self):
        bucket = self.bucket()
        self.owner.client("s3").put_object(Bucket=bucket, Key="items", Body=b"[1, 2, 3]")
        document = {"StartAt": "A", "States": {"A": {
            "Type": "Map", "End": True, "MaxConcurrency": 2,
            "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {"InputType": "JSON"},
                           "Parameters": {"Bucket": bucket, "Key": "items"}},
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "B",
                              "States": {"B": {"Type": "Pass", "End": True}}},
        }}}  # fmt: skip
        allowed = self.role("states.amazonaws.com", allow("s3:GetObject", on=f"arn:aws:s3:::{bucket}/*"))
        self.assertEqual(json.loads(self.ran(document, role=allowed)["output"]), [1, 2, 3])
        self.assertEqual(self.ran(document, role=self.role("states.amazonaws.com"))["status"], "FAILED")


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


if __name__ == "__main__":
    unittest.main()

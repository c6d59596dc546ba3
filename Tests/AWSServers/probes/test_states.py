"""State machines: kept, begun, told of, redriven, and carried out with the rights of their role."""

from __future__ import annotations

import json
import unittest

from machines import Machine
from support import allow, handler


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
        elsewhere = self.role(None, allow("lambda:InvokeFunction", on=function), trust=self.trust("999999999999"))
        ours = self.role(None, allow("lambda:InvokeFunction", on=function), trust=self.trust(self.account))
        for resource in ("direct", "integration"):
            document = {"StartAt": "A", "States": {"A": self.task(function, resource)}}
            found = self.ran(document, {"a": 1}, role=allowed)
            self.assertEqual((found["status"], json.loads(found.get("output", "0"))), ("SUCCEEDED", {"a": 1}))
            self.assertEqual(self.ran(document, role=ours)["status"], "SUCCEEDED")
            for role in (denied, stranger, elsewhere):
                found = self.ran(document, role=role)
                self.assertEqual((found["status"], found["error"]), ("FAILED", "Lambda.AccessDeniedException"))

    @staticmethod
    def trust(account):
        return {
            "Effect": "Allow", "Principal": {"Service": "states.amazonaws.com"}, "Action": "sts:AssumeRole",
            "Condition": {"StringEquals": {"aws:SourceAccount": account}},
        }  # fmt: skip

    def test_who_may_start_a_machine_may_start_its_versions_and_aliases(self):
        arn = self.machine({"StartAt": "A", "States": {"A": {"Type": "Pass", "End": True}}})
        first = self.states.publish_state_machine_version(stateMachineArn=arn)["stateMachineVersionArn"]
        alias = self.states.create_state_machine_alias(
            name="live", routingConfiguration=[{"stateMachineVersionArn": first, "weight": 100}]
        )["stateMachineAliasArn"]
        whole = self.user(allow("states:StartExecution", on=arn)).client("stepfunctions")
        for begun in (arn, first, alias):
            whole.start_execution(stateMachineArn=begun)
        condition = {"StringEquals": {"states:StateMachineQualifier": "live"}}
        part = self.user(allow("states:StartExecution", on=arn, Condition=condition)).client("stepfunctions")
        part.start_execution(stateMachineArn=alias)
        # The ARN of an alias stands for nothing in a policy.
        named = self.user(allow("states:StartExecution", on=alias)).client("stepfunctions")
        for client, begun in ((part, arn), (part, first), (named, alias)):
            with self.refused("AccessDeniedException"):
                client.start_execution(stateMachineArn=begun)

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
        found = self.ran(document, role=self.role("states.amazonaws.com"))
        self.assertEqual((found["status"], found["error"]), ("FAILED", "States.ItemReaderFailed"))

    def test_all_pages_of_a_list(self):
        bucket, s3 = self.bucket(), self.owner.client("s3")
        keys = [f"in/{n:04}" for n in range(1010)]
        for key in keys:
            s3.put_object(Bucket=bucket, Key=key, Body=b"x")
        s3.put_object(Bucket=bucket, Key="out/0", Body=b"x")
        document = {"StartAt": "A", "States": {"A": {
            "Type": "Map", "End": True, "MaxConcurrency": 4, "ResultSelector": {"count.$": "States.ArrayLength($)", "first.$": "$[0]"},
            "ItemReader": {"Resource": "arn:aws:states:::s3:listObjectsV2", "Parameters": {"Bucket": bucket, "Prefix": "in/"}},
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "B",
                              "States": {"B": {"Type": "Pass", "OutputPath": "$.Key", "End": True}}},
        }}}  # fmt: skip
        listing = allow("s3:ListBucket", on=f"arn:aws:s3:::{bucket}")
        found = self.ran(document, role=self.role("states.amazonaws.com", listing))
        self.assertEqual(json.loads(found["output"]), {"count": 1010, "first": "in/0000"})

    def test_what_came_of_each_item_is_written_down(self):
        bucket, s3 = self.bucket(), self.owner.client("s3")
        document = {"StartAt": "A", "States": {"A": {
            "Type": "Map", "End": True, "ItemsPath": "$", "ToleratedFailurePercentage": 100.0,
            "ItemSelector": {"number.$": "$$.Map.Item.Value"},
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "B", "States": {
                "B": {"Type": "Choice", "Choices": [{"Variable": "$.number", "NumericEquals": 2, "Next": "C"}], "Default": "D"},
                "C": {"Type": "Fail", "Error": "Two", "Cause": "It is two."},
                "D": {"Type": "Pass", "OutputPath": "$.number", "End": True},
            }},
            "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": bucket, "Prefix": "out/"}},
        }}}  # fmt: skip
        writing = allow("s3:PutObject", on=f"arn:aws:s3:::{bucket}/out/*")
        ended = self.ran(document, [1, 2, 3], role=self.role("states.amazonaws.com", writing))
        found = json.loads(ended["output"])
        place = found["ResultWriterDetails"]
        self.assertEqual(place, {"Bucket": bucket, "Key": f"out/{found['MapRunArn'].split(':')[-1]}/manifest.json"})

        def read(key):
            return json.load(s3.get_object(Bucket=bucket, Key=key)["Body"])

        files = read(place["Key"])["ResultFiles"]
        self.assertEqual(files["PENDING"], [])
        done = {item["Input"]: item["Output"] for file in files["SUCCEEDED"] for item in read(file["Key"])}
        self.assertEqual(done, {'{"number": 1}': "1", '{"number": 3}': "3"})
        (failed,) = [item for file in files["FAILED"] for item in read(file["Key"])]
        self.assertEqual((failed["Status"], failed["Error"], failed["Cause"]), ("FAILED", "Two", "It is two."))
        self.assertEqual(failed["Input"], '{"number": 2}')

    def test_versions_and_aliases(self):
        whole = {"StartAt": "A", "States": {"A": {"Type": "Pass", "Result": 1, "End": True}}}
        arn = self.machine(whole)
        first = self.states.publish_state_machine_version(stateMachineArn=arn)["stateMachineVersionArn"]
        self.assertEqual(first, arn + ":1")
        again = self.states.publish_state_machine_version(stateMachineArn=arn)["stateMachineVersionArn"]
        self.assertEqual(again, first, "nothing has changed")
        alias = self.states.create_state_machine_alias(
            name="live", routingConfiguration=[{"stateMachineVersionArn": first, "weight": 100}]
        )["stateMachineAliasArn"]
        whole["States"]["A"]["Result"] = 2
        self.states.update_state_machine(stateMachineArn=arn, definition=json.dumps(whole))
        for begun, output in ((arn, "2"), (first, "1"), (alias, "1")):
            execution = self.states.start_execution(stateMachineArn=begun)["executionArn"]
            found = self.ended(execution)
            self.assertEqual((found["output"], found["stateMachineArn"]), (output, arn))
        self.assertEqual(found["stateMachineAliasArn"], alias)
        self.assertEqual(found["stateMachineVersionArn"], first)
        second = self.states.publish_state_machine_version(stateMachineArn=arn)["stateMachineVersionArn"]
        self.states.update_state_machine_alias(
            stateMachineAliasArn=alias, routingConfiguration=[{"stateMachineVersionArn": second, "weight": 100}]
        )
        execution = self.states.start_execution(stateMachineArn=alias)["executionArn"]
        self.assertEqual(self.ended(execution)["output"], "2")
        with self.refused("ConflictException"):
            self.states.delete_state_machine_version(stateMachineVersionArn=second)
        self.states.delete_state_machine_version(stateMachineVersionArn=first)
        listed = self.states.list_state_machine_versions(stateMachineArn=arn)["stateMachineVersions"]
        self.assertEqual([item["stateMachineVersionArn"] for item in listed], [second])

    def test_redrive(self):
        import tempfile

        mark = tempfile.mktemp()
        function = self.function(
            handler(
                """
def handle(event, context):
    if not os.path.exists(os.environ["MARK"]):
        open(os.environ["MARK"], "w").close()
        raise ValueError("the first time")
    return event
"""
            ),
            Environment={"Variables": {"MARK": mark}},
        )
        document = {"StartAt": "First", "States": {
            "First": {"Type": "Pass", "Result": {"a": 1}, "Next": "Second"},
            "Second": self.task(function, "integration"),
        }}  # fmt: skip
        arn = self.machine(document)
        execution = self.states.start_execution(stateMachineArn=arn, input='{"b": 2}')["executionArn"]
        found = self.ended(execution)
        self.assertEqual((found["status"], found["redriveStatus"]), ("FAILED", "REDRIVABLE"))
        self.states.redrive_execution(executionArn=execution)
        found = self.ended(execution)
        self.assertEqual((found["status"], found["redriveCount"]), ("SUCCEEDED", 1))
        self.assertEqual((json.loads(found["output"]), json.loads(found["input"])), ({"a": 1}, {"b": 2}))
        events = self.states.get_execution_history(executionArn=execution)["events"]
        self.assertEqual([event["id"] for event in events], list(range(1, len(events) + 1)))
        types = [event["type"] for event in events]
        self.assertIn("ExecutionRedriven", types)
        self.assertEqual((types.count("PassStateEntered"), types.count("TaskStateEntered")), (1, 2))
        with self.refused("ExecutionNotRedrivable"):
            self.states.redrive_execution(executionArn=execution)


if __name__ == "__main__":
    unittest.main()

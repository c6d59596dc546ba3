"""State machines in probes."""

from __future__ import annotations

import json
import uuid

from support import Probe, allow, until


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

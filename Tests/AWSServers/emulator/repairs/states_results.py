"""What Distributed Map states leave in a bucket: what came of each item, and a manifest that names the files it stands in."""

from __future__ import annotations

import json
import uuid
from datetime import datetime, timezone
from typing import Any

from moto.stepfunctions.parser.asl.component.state.exec.state_map.iteration.itemprocessor.distributed_item_processor_worker import (
    DistributedItemProcessorWorker as Worker,
)
from moto.stepfunctions.parser.asl.component.state.exec.state_map.iteration.job import Job
from moto.stepfunctions.parser.asl.component.state.exec.state_map.result_writer.resource_eval.resource_eval_s3 import (
    ResourceEvalS3 as Writer,
)
from moto.stepfunctions.parser.asl.eval.environment import Environment
from moto.stepfunctions.parser.asl.eval.program_state import ProgramEnded, ProgramError

_original_input = Worker._eval_input
_original_job = Worker._eval_job


def apply() -> None:
    Worker._eval_input = _input
    Worker._eval_job = _job
    Writer._handle_put_object = staticmethod(_write)


def _input(self: Worker, env_frame: Environment) -> None:
    _original_input(self, env_frame)
    env_frame.item_input = env_frame.states.get_input()


def _now() -> str:
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _job(self: Worker, env: Environment, job: Job) -> None:
    begun = _now()
    _original_job(self, env, job)
    end, run = env.program_state(), self._map_run_record
    machine, name = run.map_state_machine_arn, str(uuid.uuid4())
    found = {
        "ExecutionArn": f"{machine.replace(':stateMachine:', ':execution:')}:{name}",
        "Input": json.dumps(getattr(env, "item_input", job.job_input)), "InputDetails": {"Included": True}, "Name": name,
        "RedriveCount": 0, "StartDate": begun, "StateMachineArn": machine, "StopDate": _now(),
    }  # fmt: skip
    if isinstance(end, ProgramEnded):
        found |= {"Status": "SUCCEEDED", "Output": json.dumps(job.job_output), "OutputDetails": {"Included": True}}
    else:
        error: dict[str, Any] = dict(end.error or {}) if isinstance(end, ProgramError) else {}
        found |= {"Status": "FAILED", "Error": error.get("error", "States.Runtime"), "Cause": error.get("cause", "")}
    run.__dict__.setdefault("results", []).append(found)


def _write(env: Environment, resource_runtime_part: Any, state_credentials: Any) -> None:
    parameters = env.stack.pop()
    # The outputs of those that succeeded, which have been noted with all else.
    env.stack.pop()
    run = env.map_run_record_pool_manager.get_all().pop()
    client = Writer._get_s3_client(resource_runtime_part, state_credentials)
    bucket, prefix = parameters["Bucket"], parameters.get("Prefix", "")
    folder = f"{prefix}{'' if not prefix or prefix.endswith('/') else '/'}{run.map_run_arn.split(':')[-1]}"
    files: dict[str, list[dict[str, Any]]] = {"FAILED": [], "PENDING": [], "SUCCEEDED": []}
    for status in files:
        results = [item for item in getattr(run, "results", []) if item["Status"] == status]
        if not results:
            continue
        body, key = json.dumps(results).encode(), f"{folder}/{status}_0.json"
        client.put_object(Bucket=bucket, Key=key, Body=body)
        files[status].append({"Key": key, "Size": len(body)})
    manifest = {"DestinationBucket": bucket, "MapRunArn": run.map_run_arn, "ResultFiles": files}
    client.put_object(Bucket=bucket, Key=f"{folder}/manifest.json", Body=json.dumps(manifest).encode())
    env.stack.append(
        {"MapRunArn": run.map_run_arn, "ResultWriterDetails": {"Bucket": bucket, "Key": f"{folder}/manifest.json"}}
    )

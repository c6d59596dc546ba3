"""Where distributed Map states find their items, and leave what came of them: all pages of a list, and errors by their names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from moto.stepfunctions.parser.api import HistoryEventType, TaskFailedEventDetails
from moto.stepfunctions.parser.asl.component.common.error_name.failure_event import FailureEvent, FailureEventException
from moto.stepfunctions.parser.asl.component.common.error_name.states_error_name import StatesErrorName
from moto.stepfunctions.parser.asl.component.common.error_name.states_error_name_type import StatesErrorNameType
from moto.stepfunctions.parser.asl.component.state.exec.state_map.item_reader.eval.resource_eval_s3 import (
    ResourceEvalS3 as Reader,
)
from moto.stepfunctions.parser.asl.component.state.exec.state_map.result_writer.resource_eval.resource_eval_s3 import (
    ResourceEvalS3 as Writer,
)
from moto.stepfunctions.parser.asl.eval.environment import Environment
from moto.stepfunctions.parser.asl.eval.event.event_detail import EventDetails


def apply() -> None:
    Reader._handle_list_objects_v2 = staticmethod(_list)
    Reader.eval_resource = _named(Reader.eval_resource, StatesErrorNameType.StatesItemReaderFailed)
    Writer.eval_resource = _named(Writer.eval_resource, StatesErrorNameType.StatesResultWriterFailed)


def _named(evaluate: Callable[..., None], name: StatesErrorNameType) -> Callable[..., None]:
    def run(self: Any, env: Environment) -> None:
        try:
            evaluate(self, env)
        except (ClientError, BotoCoreError) as error:
            raise FailureEventException(
                FailureEvent(
                    env=env, error_name=StatesErrorName(typ=name), event_type=HistoryEventType.TaskFailed,
                    event_details=EventDetails(
                        taskFailedEventDetails=TaskFailedEventDetails(error=name.to_name(), cause=str(error))
                    ),
                )
            ) from error  # fmt: skip

    return run


def _list(env: Environment, resource_runtime_part: Any, state_credentials: Any) -> None:
    client = Reader._get_s3_client(resource_runtime_part, state_credentials)
    parameters = env.stack.pop()
    items = []
    for page in client.get_paginator("list_objects_v2").paginate(**parameters):
        for found in page.get("Contents", []):
            items.append(
                {
                    "Etag": found["ETag"], "Key": found["Key"], "LastModified": int(found["LastModified"].timestamp()),
                    "Size": found["Size"], "StorageClass": found.get("StorageClass", "STANDARD"),
                }
            )  # fmt: skip
    env.stack.append(items)

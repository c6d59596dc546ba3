"""How long it takes from the start of the process to the first rendition, and how much memory: `make lambda-coldstart`.

The archive's `tasks` runs as in the tests, in an empty root folder, against buckets and a table in the emulator. Every run is a
new process that probes an original and renders the first rendition of it. The clock begins when the program is executed, and
thus leaves out what Lambda does before: fetching and unpacking the archive, and the start of its machine. Pages of the archive are
in memory after the first run, which is not counted.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pictures
from emulator.functions.code import unpack
from emulator.functions.environment import Blueprint, Environment
from emulator.functions.runtime_api import Invocation
from support import REGION, server
from world import World, archive

#: One small rendition, as a page needs it first.
RECIPE = {"name": "cold", "renditions": [{"name": "w320", "operations": [{"resize": {"width": 320}}], "encoding": "webp"}]}
#: Of the processor's time, as the system counts it.
TICK = 1 / os.sysconf("SC_CLK_TCK")


@dataclass
class Run:
    """Seconds since the program was executed, and what it took in all. Memory in MiB."""

    ready: float
    probed: float
    rendered: float
    processor: float
    memory: float


class Cold(World):
    """Has what functions work on. Nothing of it is a test."""

    def runTest(self) -> None:
        pass


def wait(condition: Callable[[], Any], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise SystemExit("The program does not start.")
        time.sleep(0.0005)


def processor(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * TICK


def memory(process: int) -> float:
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024


def answer(environment: Environment, event: Any) -> Any:
    invocation = Invocation(json.dumps(event).encode(), "arn", time.time() + 60, "Root=1-00000000-000000000000000000000000")
    environment.invoke(invocation)
    if not invocation.ended.wait(60) or invocation.error or invocation.crashed:
        raise SystemExit(f"It failed: {invocation.answer!r}")
    return json.loads(invocation.answer or b"null")


def measured(blueprint: Blueprint, request: Any) -> Run:
    environment = Environment(blueprint, lambda stream, line: None)
    process = environment.process.pid
    try:
        # Until then it is the program that makes the root folder.
        wait(lambda: Path(f"/proc/{process}/comm").read_text().strip() == "bootstrap")
        start, before = time.perf_counter(), processor(process)
        environment.api.initialized.wait(30)
        ready = time.perf_counter() - start
        probed = answer(environment, {"task": "probe-original", "input": request})
        probed_at = time.perf_counter() - start
        answer(environment, {"task": "render-renditions", "input": probed})
        rendered = time.perf_counter() - start
        return Run(ready, probed_at, rendered, processor(process) - before, memory(process))
    finally:
        environment.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=10)
    runs = parser.parse_args().runs
    Cold.setUpClass()
    world = Cold()
    # A photograph, which the deployed function makes of a painted one; and what the workflow then begins with.
    world.uploaded("painted.png", pictures.landscape())
    listed = world.s3.list_objects_v2(Bucket=world.renditions, Prefix="renditions/")["Contents"]
    photo = next(item["Key"] for item in listed if "/photo" in item["Key"])
    body = world.s3.get_object(Bucket=world.renditions, Key=photo)["Body"].read()

    with tempfile.TemporaryDirectory() as folder:
        code = Path(folder) / "code"
        code.mkdir()
        unpack(archive(recipe_json=json.dumps(RECIPE).encode()), code)
        variables = world.lambdas.get_function_configuration(FunctionName=world.tasks)["Environment"]["Variables"]
        credentials = SimpleNamespace(
            access_key_id=world.owner.access_key, secret_access_key=world.owner.secret_key, session_token=""
        )
        blueprint = Blueprint(
            arn="arn", name="cold", version="$LATEST", handler="tasks", memory=1769, code=str(code), region=REGION,
            variables=variables | {"RENDITIONS_LOG_LEVEL": "info"}, credentials=credentials,
            endpoint=server()["endpoint"], is_confined=True, folder=folder,
        )  # fmt: skip
        found = []
        for number in range(runs + 1):
            # Each an original of its own: what is there already is not made again.
            execution = world.uploaded(f"cold-{number}.jpg", body)
            run = measured(blueprint, json.loads(execution["input"]))
            if number > 0:
                found.append(run)

    print(f"{runs} runs, a JPEG of 1600 x 1200 and {len(body) // 1024} KiB, to WebP of 320 pixels")
    print(f"{'':28}{'median':>10}{'least':>10}{'most':>10}")
    for name, what, scale, unit in (
        ("ready", "it asks for its first event", 1000, "ms"), ("probed", "the original was read", 1000, "ms"),
        ("rendered", "the first rendition is kept", 1000, "ms"), ("processor", "processor time", 1000, "ms"),
        ("memory", "most memory", 1, "MiB"),
    ):  # fmt: skip
        values = [getattr(run, name) * scale for run in found]
        print(f"{what:28}" + "".join(f"{value:7.0f} {unit}" for value in (statistics.median(values), min(values), max(values))))


if __name__ == "__main__":
    main()

"""The clients that are compared, and what one run of one takes."""

import json
import os
import pathlib
import subprocess
import sys
import threading
import time
from dataclasses import dataclass

FOLDER = pathlib.Path(__file__).parent
PEERS = FOLDER.parent / ".build/s3-peers/bin"


@dataclass(frozen=True)
class Measured:
    # Of the whole process, with its start.
    seconds: float
    # Without the start, where the client says it.
    transfer_seconds: float | None
    # User plus system time.
    cpu_seconds: float
    peak_mb: float


class Peak:
    """The most memory that a process has had, looked at until it ends.

    What the system counts for a child that has ended (`ru_maxrss`) is not less than what this process had when it began it.
    """

    def __init__(self, process: int):
        self.mb = 0.0
        self.path = pathlib.Path(f"/proc/{process}/status")
        self.ends = threading.Event()
        self.thread = threading.Thread(target=self._watch)

    def __enter__(self) -> "Peak":
        self.thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.ends.set()
        self.thread.join()

    def _watch(self) -> None:
        while not self.ends.wait(0.005):
            try:
                lines = self.path.read_text().splitlines()
            except OSError:
                return
            found = next((line for line in lines if line.startswith("VmHWM:")), None)
            if found:
                self.mb = int(found.split()[1]) / 1024


def run(command: list[str], environment: dict[str, str]) -> Measured:
    """Runs one process to its end. One that fails ends the comparison."""
    began = time.perf_counter()
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as process, Peak(process.pid) as peak:
        said = process.stdout.read()
        # wait4 alone tells what this child has used, rather than all of them.
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - began
    if process.returncode:
        raise SystemExit(f"{command[0]} has ended with {process.returncode}")
    transfer = json.loads(said)["seconds"] if said.strip().startswith(b"{") else None
    return Measured(seconds, transfer, usage.ru_utime + usage.ru_stime, peak.mb)


class Ours:
    name = "S3ObjectStore"

    def __init__(self, program: str):
        self.program = program

    def command(self, way: str, folder: pathlib.Path, bucket: str, prefix: str) -> list[str]:
        return [self.program, way, str(folder), bucket, prefix]


class CommandLine:
    name = "aws s3 cp"

    def command(self, way: str, folder: pathlib.Path, bucket: str, prefix: str) -> list[str]:
        places = [str(folder), f"s3://{bucket}/{prefix}"]
        if way == "get":
            places.reverse()
        return [str(PEERS / "aws"), "s3", "cp", "--recursive", "--only-show-errors", *places]


class Boto3:
    name = "boto3"

    def command(self, way: str, folder: pathlib.Path, bucket: str, prefix: str) -> list[str]:
        return [sys.executable, str(FOLDER / "with_boto3.py"), way, str(folder), bucket, prefix]

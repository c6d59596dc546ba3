#!/usr/bin/env python3
"""Has schemathesis put renditions-server to the test, by the server's own description of its API.

    run.py --program PROGRAM [--cases 3000] [--seed 1]

Starts the server with folders of its own and everything open to anyone, sends at least that many generated requests
(single ones with every boundary value, random ones, and series in which one follows from another), and ends it. A run
fails when a check of hooks.py, or one named below, finds a fault, when fewer cases were sent, or when some operation
never did what it is for, because then only refusals were looked at. The same seed sends the same cases, as far as the
server's answers are the same.
"""

import argparse
import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

from images import image

FOLDER = pathlib.Path(__file__).parent.absolute()
TOOL = FOLDER / "../../.build/schemathesis/bin/schemathesis"
CHECKS = (
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
    "response_schema_conformance", "negative_data_rejection", "unsupported_method", "allow_header_conformance",
    "use_after_free", "missing_required_header",
    # Of hooks.py.
    "tells_nothing_private", "is_guarded", "refuses_deliberately",
)
DESCRIPTION = "/openapi.json"
METHODS = ("get", "put", "post", "delete", "patch", "head", "options")
# Seconds that the server may take to answer, and to end.
PATIENCE = 60


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=pathlib.Path, required=True, help="renditions-server")
    parser.add_argument("--cases", type=int, default=3000, help="the least that are sent")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    if not TOOL.exists():
        print("schemathesis is not installed: run Tests/Schemathesis/setup.sh", file=sys.stderr)
        return 2
    print(f"schemathesis: at least {arguments.cases} cases, seed {arguments.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="renditions-schemathesis-") as place:
        folder = pathlib.Path(place)
        with (folder / "log").open("wb") as log:
            port = free_port()
            server = subprocess.Popen(
                command(arguments.program.absolute(), port, folder / "data"), cwd=folder, stdout=log, stderr=log)
            try:
                address = f"http://127.0.0.1:{port}"
                wait(server, address)
                faults = judge(address, folder, arguments)
                if server.poll() is not None:
                    faults.append(f"the server ended, with status {server.returncode}")
            finally:
                if server.poll() is None:
                    server.terminate()
                    try:
                        server.wait(PATIENCE)
                    except subprocess.TimeoutExpired:
                        server.kill()
                        server.wait()
        if server.returncode != 0:
            faults.append(f"the server's exit status is {server.returncode}")
        if faults:
            print("\n".join(["", "The last that the server logged:", last_lines(folder / "log", 20)]))
    print("\n".join(["", *(f"FAULT: {fault}" for fault in faults)]) if faults else "No fault was found.")
    return 1 if faults else 0


def command(program: pathlib.Path, port: int, data: pathlib.Path) -> list[str]:
    scopes = ("upload", "list", "read", "renditions", "originals", "delete")
    return [
        str(program), "--http-host", "127.0.0.1", "--http-port", str(port), "--storage-folder", str(data),
        "--recipe", str(FOLDER / "recipe.json"), *(f"--access-{scope}=anyone" for scope in scopes),
    ]


def judge(address: str, folder: pathlib.Path, arguments: argparse.Namespace) -> list[str]:
    """Runs schemathesis, prints what was answered, and says what is wrong."""
    with urllib.request.urlopen(f"{address}{DESCRIPTION}") as response:
        document = json.load(response)
    # What describes itself is left out by schemathesis: it has just been read.
    operations = [
        f"{method.upper()} {path}" for path, item in document["paths"].items() for method in METHODS
        if method in item and path != DESCRIPTION
    ]
    prepare(address)
    report, counts = folder / "report.json", folder / "counts.json"
    environment = os.environ | {
        "SCHEMATHESIS_HOOKS": str(FOLDER / "hooks.py"), "SCHEMATHESIS_COUNTS": str(counts),
        "SCHEMATHESIS_PRIVATE": str(folder), "PYTHONPATH": str(FOLDER), "PYTHONDONTWRITEBYTECODE": "1",
    }
    # Random ones for each operation, and as many series; the boundary values come on top.
    examples = max(1, -(-arguments.cases // len(operations)))
    status = subprocess.run(
        [TOOL.resolve(), "--config-file", FOLDER / "schemathesis.toml", "run", f"{address}{DESCRIPTION}",
         "--checks", ",".join(CHECKS), "--phases", "examples,coverage,fuzzing,stateful", "--seed", str(arguments.seed),
         "--max-examples", str(examples), "--report", "json", "--report-json-path", report, "--no-color"],
        # What it remembers of a run must not change the next one.
        cwd=folder, env=environment).returncode
    faults = [] if status == 0 else [f"schemathesis' exit status is {status}"]
    if not report.exists():
        return faults or ["schemathesis left no report"]
    result = json.loads(report.read_text())
    generated = result["test_cases"]["generated"]
    if not result["complete"] or generated < arguments.cases:
        faults.append(f"only {generated} cases were sent")
    answered = json.loads(counts.read_text())
    print("\nAnswers, by status:")
    for operation in operations:
        statuses = answered.get(operation, {})
        print(f"  {operation:36}", ", ".join(f"{status}: {count}" for status, count in sorted(statuses.items())))
        if not any(status.startswith("2") for status in statuses):
            faults.append(f"{operation} was never served")
    print(f"{generated} cases, {sum(sum(statuses.values()) for statuses in answered.values())} requests")
    return faults


def prepare(address: str) -> None:
    """Some images, so that there is something to ask for from the first case on."""
    for number in range(1, 7):
        request = urllib.request.Request(
            f"{address}/images", image(number), {"Content-Type": "application/octet-stream", "Prefer": "wait=30"})
        with urllib.request.urlopen(request) as response:
            if response.status != 200:
                raise RuntimeError(f"an image is answered with {response.status}")


def wait(server: subprocess.Popen, address: str) -> None:
    """Until the server answers that it is ready."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(f"{address}/ready"):
                return
        except (urllib.error.URLError, ConnectionError) as error:
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("the server does not get ready") from error
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def last_lines(path: pathlib.Path, count: int) -> str:
    return "\n".join(path.read_text(errors="replace").splitlines()[-count:])


if __name__ == "__main__":
    sys.exit(main())

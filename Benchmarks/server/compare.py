#!/usr/bin/env python3
"""Compares renditions-server with thumbor on loopback, on this machine, in one run.

    server/compare.py [--task cached|fresh] [--connections 2 16] [--rounds 3] [--seconds 8] [--only TEXT] [--file FILE]

    cached    a stored rendition, 720 wide, over and over, by wrk
    fresh     another image each time: uploaded, processed, and its rendition read

The servers take turns, A B A B, because a machine's speed changes within minutes; each turn is a new process with
empty folders, which is warmed up before anything is counted. The table shows the median of the rounds; memory, and
requests that failed, are those of the worst. For cached, wrk has the last processor for itself, and the server the
others. CPU is user plus system time of all of a server's processes, memory the
sum of their peaks. Below it stands what Renditions sets out to reach, and whether this run did. The table and the
figures are kept in .results/server.

A server that is not installed is named and left out. Needs Linux, Python 3.10 or later, and wrk for cached.
"""

import argparse
import dataclasses
import json
import os
import pathlib
import shutil
import statistics
import sys

FOLDER = pathlib.Path(__file__).parent
sys.path.append(str(FOLDER.parent))

import chart  # noqa: E402
from goals import verdicts  # noqa: E402
from inputs import PHOTOS, input_for  # noqa: E402
from loads import LOADS, Measured  # noqa: E402
from servers import Renditions, Server, Thumbor  # noqa: E402

Key = tuple[str, int, str]


def medians(rounds: dict[Key, list[Measured]]) -> dict[Key, Measured]:
    """One Measured of many: the median of each figure, but the worst of memory and failures."""
    worst = ("peak_mb", "failed")
    result = {}
    for key, measured in rounds.items():
        names = [field.name for field in dataclasses.fields(Measured)]
        figures = {name: [getattr(each, name) for each in measured] for name in names}
        result[key] = Measured(**{
            name: max(values) if name in worst else statistics.median(values) for name, values in figures.items()})
    return result


def table(found: dict[Key, Measured]) -> str:
    header = ["task", "connections", "server", "requests/s", "p50 ms", "p99 ms", "CPU ms", "peak MB", "failed", "bytes"]
    lines = ["| " + " | ".join(header) + " |", "|" + " --- |" * len(header)]
    for (task, connections, server), measured in found.items():
        cells = [
            task, str(connections), server, f"{measured.per_second:.1f}", f"{measured.p50_ms:.2f}",
            f"{measured.p99_ms:.2f}", f"{measured.cpu_ms:.2f}", f"{measured.peak_mb:.0f}", str(measured.failed),
            f"{measured.size:.0f}",
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def keep(
    source: pathlib.Path, rounds: dict[Key, list[Measured]], found: dict[Key, Measured], text: str
) -> pathlib.Path:
    """Writes the table, the figures and a chart: the folder."""
    folder = FOLDER.parent / ".results/server"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "server.md").write_text(text + "\n")
    figures = [
        {"task": task, "connections": connections, "server": server, "median": dataclasses.asdict(measured),
         "rounds": [dataclasses.asdict(each) for each in rounds[task, connections, server]]}
        for (task, connections, server), measured in found.items()
    ]
    (folder / "server.json").write_text(json.dumps({"source": source.name, "figures": figures}, indent=1))
    panels: dict[tuple[str, int], list[dict]] = {}
    for (task, connections, server), measured in found.items():
        values = [each.per_second for each in rounds[task, connections, server]]
        panels.setdefault((task, connections), []).append(
            {"peer": server, "median": measured.per_second, "least": min(values)})
    results = [
        {"title": f"{task}, {connections} connections: requests a second, more is better", "rows": rows, "unit": "/s"}
        for (task, connections), rows in panels.items()
    ]
    (folder / "chart.svg").write_text(chart.drawing(results, "Requests a second, by task and server"))
    return folder


def missing(server: type[Server]) -> str | None:
    return None if server.program.exists() else f"not installed ({server.how_to_install})"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--task", choices=LOADS, action="append", help="may be repeated; by default all")
    parser.add_argument("--connections", type=int, nargs="+", default=[2, 16])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=8, help="of each measurement, without the warming up")
    parser.add_argument("--only", action="append", default=[], help="servers whose name contains this; may be repeated")
    parser.add_argument("--file", type=pathlib.Path, help="the JPEG; by default that of task a, see inputs.py")
    parser.add_argument("--photos", type=pathlib.Path, default=PHOTOS, help="folder of the named photographs")
    parser.add_argument("--program", type=pathlib.Path, default=Renditions.program, help="renditions-server")
    arguments = parser.parse_args()

    Renditions.program = arguments.program
    servers: list[type[Server]] = []
    for server in (Renditions, Thumbor):
        if arguments.only and not any(text.lower() in server.name.lower() for text in arguments.only):
            continue
        if reason := missing(server):
            print(f"left out: {server.name}: {reason}", file=sys.stderr)
        else:
            servers.append(server)
    tasks = arguments.task or list(LOADS)
    if "cached" in tasks and not shutil.which("wrk"):
        print("left out: cached: wrk is not installed", file=sys.stderr)
        tasks = [task for task in tasks if task != "cached"]
    if not servers or not tasks:
        print("nothing can run", file=sys.stderr)
        return 1

    source = arguments.file or input_for("a", arguments.photos)
    image = source.read_bytes()
    rounds: dict[Key, list[Measured]] = {
        (task, connections, server.name): []
        for task in tasks for connections in arguments.connections for server in servers
    }
    for turn in range(arguments.rounds):
        for task in tasks:
            for connections in arguments.connections:
                for server in servers:
                    if sys.stderr.isatty():
                        print(f"\r\033[KRound {turn + 1} of {arguments.rounds}: {task}, {connections} connections, "
                              f"{server.name}", end="", file=sys.stderr, flush=True)
                    load = LOADS[task](image, connections, arguments.seconds)
                    with server(load.processors) as running:
                        rounds[task, connections, server.name].append(load.measure(running))
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr)

    found = medians(rounds)
    lines = [
        f"{source.name}, {arguments.rounds} rounds of {arguments.seconds:g} s, {os.cpu_count()} processors", "",
        table(found), "", *verdicts(found, Renditions.name, Thumbor.name),
    ]
    text = "\n".join(lines)
    print(text)
    print(f"\nIn {os.path.relpath(keep(source, rounds, found, text))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

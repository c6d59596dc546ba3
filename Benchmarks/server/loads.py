"""What the servers are made to do, and for how long, and what that takes."""

import http.client
import json
import os
import pathlib
import statistics
import subprocess
import threading
import time
from dataclasses import dataclass

import jpeg
from processes import cpu_seconds, peak_megabytes
from servers import WIDTH, Server, get

FOLDER = pathlib.Path(__file__).parent
# A load ends early that finds as many: its figures are worth nothing.
MOST_FAILURES = 100


@dataclass(frozen=True)
class Measured:
    # Whole requests: for fresh images an upload with the rendition that follows.
    per_second: float
    p50_ms: float
    p99_ms: float
    # User plus system time of all the server's processes, for each request.
    cpu_ms: float
    peak_mb: float
    failed: int
    # Of one rendition.
    size: int


class Load:
    """A task at some connections. Several may not run at once."""

    def __init__(self, source: bytes, connections: int, seconds: float):
        self.source = source
        self.connections = connections
        self.seconds = seconds

    @property
    def processors(self) -> set[int]:
        """Those that the server may run on."""
        return os.sched_getaffinity(0)

    def measure(self, server: Server) -> Measured:
        """Begins with a fresh server, which is warm when the counting begins."""
        raise NotImplementedError

    def first(self, server: Server) -> tuple[str, int]:
        """Uploads the source and looks at the rendition: its path and its length."""
        connection = server.connect()
        try:
            path = server.upload(connection, self.source)
            return path, rendition_length(connection, path)
        finally:
            connection.close()


class Cached(Load):
    """One stored rendition, over and over."""

    name = "cached"

    @property
    def processors(self) -> set[int]:
        # wrk has one for itself: it would take the more from a server, the more that one answers.
        everything = sorted(os.sched_getaffinity(0))
        return set(everything[:-1] or everything)

    def measure(self, server: Server) -> Measured:
        path, size = self.first(server)
        self._wrk(server, path, 1)
        before = cpu_seconds(server.pid)
        found = self._wrk(server, path, self.seconds)
        cpu = cpu_seconds(server.pid) - before
        requests = found["requests"]
        if not requests:
            raise RuntimeError(f"{server.name} has answered nothing")
        if found["bytes"] < requests * size:
            raise RuntimeError(f"{server.name} has not sent the whole rendition each time")
        return Measured(
            per_second=requests / found["microseconds"] * 1e6, p50_ms=found["p50"] / 1000, p99_ms=found["p99"] / 1000,
            cpu_ms=cpu / requests * 1000, peak_mb=peak_megabytes(server.pid), failed=found["failed"], size=size)

    def _wrk(self, server: Server, path: str, seconds: float) -> dict:
        # One thread of wrk is faster than either server.
        command = [
            "wrk", "-t1", f"-c{self.connections}", f"-d{seconds:g}s", "--timeout", "30s",
            "-s", str(FOLDER / "latency.lua"), f"http://127.0.0.1:{server.port}{path}",
        ]
        last = max(os.sched_getaffinity(0))
        answer = subprocess.run(
            command, capture_output=True, text=True, check=True,
            preexec_fn=lambda: os.sched_setaffinity(0, {last})).stdout
        return json.loads(answer.strip().splitlines()[-1])


class Fresh(Load):
    """Another image each time: its upload, and then its rendition."""

    name = "fresh"

    def measure(self, server: Server) -> Measured:
        _, size = self.first(server)
        self._drive(server, 1, "warm")
        before = cpu_seconds(server.pid)
        start = time.monotonic()
        latencies, failures = self._drive(server, self.seconds, "fresh")
        seconds = time.monotonic() - start
        cpu = cpu_seconds(server.pid) - before
        if len(latencies) < 2:
            raise RuntimeError(f"{server.name} has answered nothing; {failures[:1]}")
        latencies.sort()
        return Measured(
            per_second=len(latencies) / seconds, p50_ms=statistics.median(latencies) * 1000,
            p99_ms=latencies[int(len(latencies) * 0.99)] * 1000, cpu_ms=cpu / len(latencies) * 1000,
            peak_mb=peak_megabytes(server.pid), failed=len(failures), size=size)

    def _drive(self, server: Server, seconds: float, label: str) -> tuple[list[float], list[str]]:
        """Seconds of each upload with its rendition, and what went wrong."""
        latencies: list[float] = []
        failures: list[str] = []
        end = time.monotonic() + seconds

        def drive(worker: int) -> None:
            connection = server.connect()
            number = 0
            while time.monotonic() < end and len(failures) < MOST_FAILURES:
                image = jpeg.with_comment(self.source, f"{label} {worker} {number}")
                number += 1
                start = time.monotonic()
                try:
                    rendition_length(connection, server.upload(connection, image))
                    latencies.append(time.monotonic() - start)
                except (OSError, ValueError, http.client.HTTPException) as error:
                    failures.append(str(error))
                    connection.close()
            connection.close()

        workers = [threading.Thread(target=drive, args=(worker,)) for worker in range(self.connections)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        return latencies, failures


def rendition_length(connection: http.client.HTTPConnection, path: str) -> int:
    """Reads a rendition, and checks that it is one."""
    status, body = get(connection, path)
    if status != 200:
        raise ConnectionError(f"status {status} for a rendition: {body[:200]!r}")
    width, _ = jpeg.size(body)
    if width != WIDTH:
        raise ValueError(f"a rendition is {width} pixels wide instead of {WIDTH}")
    return len(body)


LOADS = {load.name: load for load in (Cached, Fresh)}

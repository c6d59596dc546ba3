"""The two servers: how each is started, and how an image gets in and its rendition out."""

import http.client
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time

FOLDER = pathlib.Path(__file__).parent
WIDTH = 720
# Seconds that a server may take until it answers.
PATIENCE = 60


class Server:
    """A running server with folders of its own, which are removed with it.

    It runs on the processors that it is given, with as many processes as those where it takes several.
    """

    name = ""
    ready_path = ""

    def __init__(self, processors: set[int]):
        self.processors = processors
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="renditions-server-"))
        self.port = _free_port()
        self.log = (self.folder / "log").open("w+b")
        self.process: subprocess.Popen | None = None

    def command(self) -> list[str]:
        raise NotImplementedError

    def upload(self, connection: http.client.HTTPConnection, image: bytes) -> str:
        """Sends an image; the path of its rendition."""
        raise NotImplementedError

    def __enter__(self) -> "Server":
        try:
            self.process = subprocess.Popen(
                self.command(), cwd=self.folder, stdout=self.log, stderr=self.log,
                preexec_fn=lambda: os.sched_setaffinity(0, self.processors))
            deadline = time.monotonic() + PATIENCE
            while not self._answers():
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(f"{self.name} does not answer:\n{self._last_words()}")
                time.sleep(0.05)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                print(f"{self.name} does not end when it is told to, and is killed", file=sys.stderr)
                self.process.kill()
                self.process.wait()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def pid(self) -> int:
        assert self.process
        return self.process.pid

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)

    def _answers(self) -> bool:
        connection = self.connect()
        try:
            return get(connection, self.ready_path)[0] == 200
        except OSError:
            return False
        finally:
            connection.close()

    def _last_words(self) -> str:
        self.log.seek(0)
        return self.log.read()[-2000:].decode(errors="replace")


class Renditions(Server):
    name = "Renditions"
    ready_path = "/ready"
    program = FOLDER / "../../.build/release/renditions-server"
    how_to_install = "swift build -c release --product renditions-server"

    def command(self) -> list[str]:
        return [
            str(self.program.absolute()), "--http-host", "127.0.0.1", "--http-port", str(self.port),
            "--storage-folder", str(self.folder / "data"), "--recipe", str(FOLDER / "recipe.json"),
            "--logs-level", "error",
            *(f"--access-{scope}=anyone" for scope in ("upload", "list", "read", "renditions")),
        ]

    def upload(self, connection: http.client.HTTPConnection, image: bytes) -> str:
        fields = {"Content-Type": "image/jpeg", "Prefer": "wait=30"}
        connection.request("POST", "/images", image, fields)
        response = connection.getresponse()
        answer = response.read()
        if response.status != 200:
            raise ConnectionError(f"status {response.status} for an upload: {answer[:200]!r}")
        return json.loads(answer)["renditions"][0]["url"]


class Thumbor(Server):
    name = "thumbor"
    ready_path = "/healthcheck"
    program = FOLDER / "../.build/thumbor/bin/thumbor"
    how_to_install = "server/setup.sh"

    def command(self) -> list[str]:
        configuration = self.folder / "thumbor.conf"
        folders = "".join(
            f'{name} = "{self.folder / place}"\n'
            for name, place in (("FILE_STORAGE_ROOT_PATH", "originals"),
                                ("RESULT_STORAGE_FILE_STORAGE_ROOT_PATH", "results")))
        configuration.write_text((FOLDER / "thumbor.conf").read_text() + folders)
        return [
            str(self.program.absolute()), "--ip", "127.0.0.1", "--port", str(self.port), "--conf", str(configuration),
            "--log-level", "error", "--processes", str(len(self.processors)),
        ]

    def upload(self, connection: http.client.HTTPConnection, image: bytes) -> str:
        connection.request("POST", "/image", image, {"Content-Type": "image/jpeg"})
        response = connection.getresponse()
        response.read()
        if response.status != 201:
            raise ConnectionError(f"status {response.status} for an upload")
        # /image/ID/NAME; the ID is where its own storage has it. Without a height the aspect ratio stays.
        identifier = response.headers["Location"].split("/")[2]
        return f"/unsafe/{WIDTH}x0/{identifier}"


def get(connection: http.client.HTTPConnection, path: str) -> tuple[int, bytes]:
    connection.request("GET", path)
    response = connection.getresponse()
    return response.status, response.read()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]

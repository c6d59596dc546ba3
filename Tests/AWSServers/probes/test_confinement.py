"""Functions in a root folder of their own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

# An emulator of its own: where functions run is the same for all of them.
os.environ.pop("EMULATOR", None)
from support import Probe, control  # noqa: E402


class Confinement(Probe):
    """In a root folder of its own, as nobody. The program is one that needs nothing of the file system: a small C program."""

    def test_only_tmp_can_be_written_to(self):
        compiler = shutil.which("clang") or shutil.which("gcc") or shutil.which("cc")
        if compiler is None:
            self.skipTest("There is no C compiler.")
        folder = Path(tempfile.mkdtemp())
        source = Path(__file__).with_name("confined.c")
        subprocess.run([compiler, "-static", "-O1", "-o", folder / "bootstrap", source], check=True)
        program = (folder / "bootstrap").read_bytes()
        shutil.rmtree(folder)
        control("functions/settings", confined=True)
        self.addCleanup(control, "functions/settings", confined=False)
        arn = self.function(program, Timeout=20)
        answer = self.owner.client("lambda").invoke(FunctionName=arn, Payload=b"{}")
        value = json.loads(answer["Payload"].read())
        self.assertEqual(
            value, {"user": 993, "task": 0, "tmp": 1, "root": 0, "var": 0, "shell": 0, "folder": "/var/task", "entries": 4}
        )


if __name__ == "__main__":
    unittest.main()

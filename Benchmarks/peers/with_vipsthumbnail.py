"""libvips' own command line, one process an image and width, from a file to files."""

import pathlib
import shutil
import subprocess
import tempfile

from tasks import AVIF_EFFORT, PNG_COMPRESSION, Task

if not shutil.which("vipsthumbnail"):
    raise ImportError("vipsthumbnail is not on the path")


def modes(task: Task) -> tuple[str, ...]:
    return ("process",)


def versions() -> dict[str, str]:
    answer = subprocess.run(["vipsthumbnail", "--vips-version"], capture_output=True, text=True, check=True).stdout
    return {"libvips": answer.split()[1].split("-")[0]}


def render(data: bytes, task: Task, mode: str) -> dict[int, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder) / f"in.{task.source}"
        source.write_bytes(data)
        return {width: _render(source, width, task) for width in task.widths}


def _render(source: pathlib.Path, width: int, task: Task) -> bytes:
    result = source.with_name(f"{width}.{task.target}")
    # The brackets are libvips' way to give a saver its options. A height keeps the result from fitting a square.
    command = ["vipsthumbnail", str(source), "--no-rotate", "-s", f"{width}x10000000", "-o", f"{result}[{_options(task)}]"]
    subprocess.run(command, check=True)
    return result.read_bytes()


def _options(task: Task) -> str:
    if task.target == "png":
        return f"compression={PNG_COMPRESSION},strip"
    if task.target == "avif":
        return f"Q={task.quality},compression=av1,effort={AVIF_EFFORT},subsample_mode=on,bitdepth=8,strip"
    return f"Q={task.quality},strip"

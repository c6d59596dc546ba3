"""The peers of a comparison and the command that runs each."""

import pathlib
import subprocess
from dataclasses import dataclass, field

from peers.tasks import Task

FOLDER = pathlib.Path(__file__).parent
# The exit status of a peer or mode that is not available here.
UNAVAILABLE = 3


@dataclass
class Peer:
    # What the table shows.
    name: str
    # The program that must be there.
    program: pathlib.Path
    # Everything before the file.
    before: list[str]
    # The argument that the number of runs follows; None where it stands alone after the file.
    runs_option: str | None = None
    # Everything after the number of runs.
    after: list[str] = field(default_factory=list)
    # How the folder for results is given; None where it is the last argument alone.
    out_option: str | None = "--out"
    how_to_install: str = ""

    def command(self, file: pathlib.Path, runs: int, out: pathlib.Path | None = None) -> list[str]:
        command = [str(self.program), *self.before, str(file)]
        command += [self.runs_option, str(runs)] if self.runs_option else [str(runs)]
        command += self.after
        if out:
            command += [self.out_option, str(out)] if self.out_option else [str(out)]
        return command


def roster(task: Task, swift: pathlib.Path) -> list[Peer]:
    """Every peer that this project compares itself with, installed or not; ours first."""
    modes = ("thumbnail", "shrink") if task.is_single else ("thumbnails", "pyramid")
    setup = "peers/setup.sh"
    ours = "swift build -c release, in this folder"
    peers = [Peer("Renditions", swift, [task.name], "--iterations", ["--json"], how_to_install=ours)]
    if task.source == "jpeg":
        # A decode at least twice as large as the result, which is the margin of libvips' thumbnail.
        peers.append(
            Peer("Renditions, margin 2", swift, [task.name], "--iterations", ["--json", "--margin", "2"],
                 how_to_install=ours))
    for mode in modes:
        peers.append(Peer(f"C, {mode}", FOLDER / "floor/vips_calls", [task.name], None, [mode], None, "floor/build.sh"))
    peers.append(Peer("C, same", FOLDER / "floor/vips_calls", [task.name], None, ["same"], None, "floor/build.sh"))
    for label, environment in (("pyvips", ".venv"), ("pyvips newer", ".venv-newer")):
        peers += [_python(f"{label}, {mode}", environment, "pyvips", mode, task) for mode in modes]
    peers.append(_python("vipsthumbnail", ".venv", "vipsthumbnail", "process", task))
    drafts = ("full", "draft") if task.source == "jpeg" else ("full",)
    peers += [_python(f"Pillow, {mode}", ".venv", "pillow", mode, task) for mode in drafts]
    halves = ("full", "half") if task.name in ("a", "webp") else ("full",)
    peers += [_python(f"OpenCV, {mode}", ".venv", "opencv", mode, task) for mode in halves]
    for peer in peers:
        peer.how_to_install = peer.how_to_install or setup
    return peers


def _python(name: str, environment: str, peer: str, mode: str, task: Task) -> Peer:
    interpreter = FOLDER / environment / "bin/python"
    script = str(FOLDER / "peers/peer.py")
    return Peer(name, interpreter, [script, task.name], None, ["--peer", peer, "--mode", mode])


def missing(peer: Peer, file: pathlib.Path) -> str | None:
    """Why a peer can't run here, after one trial run; None where it can."""
    if not peer.program.exists():
        return f"not installed ({peer.how_to_install})"
    trial = subprocess.run(peer.command(file, 1), capture_output=True, text=True)
    if trial.returncode == 0:
        return None
    lines = trial.stderr.strip().splitlines()
    reason = lines[-1] if lines else f"exit status {trial.returncode}"
    return reason if trial.returncode == UNAVAILABLE else f"failed: {reason}"

"""What is uploaded: photographs and hostile files of the shared collection, or painted ones and broken copies of them."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from deployment import ROOT

CORPUS = ROOT.parent / "shared" / "corpus"
HAS_CORPUS = CORPUS.is_dir()

#: Of the collection: one of each format that is read, small ones and large ones, with profiles, orientation, alpha and frames.
GOOD = {
    "api": ["wuffs__hibiscus.regular.jpeg", "sharp__5_webp_a.webp", "rails__racecar.jpg"],
    "form": ["sharp__Portrait_6.jpg", "bimg__test2.heic", "libavif__kodim23_yuv420_8bpc.avif"],
    "put": ["sharp__blackbug.png", "imagor__jpg-24bit-icc-adobe-rgb.jpg", "sharp__rotating-squares.gif", "sharp__G31D_MULTI.TIF"],
}
#: With what is said of each.
HOSTILE = {
    "gen__lottapixel-64250x64250.jpg": "too-many-pixels", "gen__bomb-40000x40000-1bit.png": "too-many-pixels",
    "gen__trunc50-harvesters.jpg": "truncated-image", "gen__progressive-scan-bomb-2000scans-4096.jpg": "too-many-scans",
    "gen__script-onload.svg": "forbidden-format", "gen__random-64k.png": "unknown-format",
    "gen__html-named-jpg.jpg": "unknown-format",
}  # fmt: skip


@dataclass
class Original:
    name: str
    body: bytes
    #: api, form, put: see `Rehearsal`.
    way: str


def good(tool: Path, folder: Path) -> list[Original]:
    if HAS_CORPUS:
        return [
            Original(name, (CORPUS / "good" / name).read_bytes(), way) for way, names in GOOD.items() for name in names
        ]
    ways = ["api", "form", "put"]
    return [
        Original(path.name, path.read_bytes(), ways[number % len(ways)])
        for number, path in enumerate(painted(tool, folder))
    ]


def hostile(tool: Path, folder: Path) -> dict[str, tuple[bytes, str]]:
    """Each with the code of its failure."""
    if HAS_CORPUS:
        return {name: ((CORPUS / "hostile" / name).read_bytes(), code) for name, code in HOSTILE.items()}
    whole = painted(tool, folder)[0].read_bytes()
    return {
        "half.jpg": (whole[: len(whole) // 2], "truncated-image"),
        "text.gif": (b"GIF89a, says somebody", "too-many-pixels"),
        "script.svg": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "forbidden-format"),
        "nothing.jpg": (b"hello", "unknown-format"),
    }


def painted(tool: Path, folder: Path) -> list[Path]:
    samples = folder / "samples"
    if not samples.exists():
        subprocess.run([tool, "samples", samples], check=True, capture_output=True)
    return sorted(path for path in samples.iterdir() if path.is_file())

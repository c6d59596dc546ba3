"""The same originals through the local runner, and what may differ in what comes of them."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

#: Of a record: when it was made and changed, and what the one who uploaded said of the file, which a folder can't keep.
OWN = ("created", "updated", "attributes")
#: Of the original: each store has entity tags, times and notes of its own.
OWN_OF_ORIGINAL = ("entityTag", "modified", "contentType", "attributes")
#: Of a rendition: how long it took, and the store's entity tag.
OWN_OF_RENDITION = ("seconds", "entityTag")
#: Of a tombstone: the bucket's event of the deletion may begin an erasure anew, which gives its own reason and ends a generation.
OWN_OF_TOMBSTONE = ("erasure", "generation")


class Local:
    def __init__(self, tool: Path, folder: Path):
        self.tool, self.originals, self.out = tool, folder / "originals", folder / "out"

    def run(self, *arguments: str | Path, fine: tuple[int, ...] = (0,)) -> str:
        done = subprocess.run([self.tool, *arguments], capture_output=True, text=True)
        if done.returncode not in fine:
            raise AssertionError(f"renditions {arguments[0]}: status {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def put(self, key: str, body: bytes) -> None:
        path = self.originals / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)

    def process(self, recipe: str) -> None:
        # Some of them are refused, which is status 1.
        self.run("process", self.originals, "--recipe", recipe, "--out", self.out, "--max-seconds", "120", fine=(0, 1))

    def erase(self, *keys: str) -> None:
        self.run("erase", *keys, "--originals", self.originals, "--out", self.out)

    def records(self) -> dict[str, dict[str, Any]]:
        """By the originals' keys."""
        lines = self.run("list", "--out", self.out, "--limit", "1000", "--json").splitlines()
        return {record["original"]["key"]: record for record in map(json.loads, lines)}

    def content(self, rendition: dict[str, Any]) -> bytes:
        """Of a file in a folder store, which has two lines of metadata behind the object: see decision 003."""
        *folders, name = (re.sub("[A-Z]", lambda letter: f"%{ord(letter[0]):X}", part) for part in rendition["key"].split("/"))
        path = self.out.joinpath("renditions", *(f"{folder}+" for folder in folders), name)
        return path.read_bytes()[: rendition["bytes"]]


def common(record: dict[str, Any]) -> dict[str, Any]:
    """What must be the same wherever an original is processed."""

    def without(value: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
        return {name: item for name, item in value.items() if name not in names}

    found = without(record, OWN)
    found["original"] = without(record["original"], OWN_OF_ORIGINAL)
    found["renditions"] = {
        name: without(item, OWN_OF_RENDITION) | {"key": placed(item["key"])} for name, item in record["renditions"].items()
    }
    return without(found, OWN_OF_TOMBSTONE) if record["state"] == "deleted" else found


def placed(key: str) -> str:
    """A rendition's key without the original's version, which is between the asset and the name."""
    asset, _, name = key.split("/")
    return f"{asset}/…/{name}"

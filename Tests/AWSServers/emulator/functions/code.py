"""The code of functions, unpacked."""

from __future__ import annotations

import io
import os
import stat
import threading
import zipfile
from pathlib import Path
from typing import Any

#: Bytes of everything unpacked, as AWS has it.
LARGEST = 250 << 20


class BrokenCode(Exception):
    pass


class CodeFolders:
    """Unpacks each archive once."""

    def __init__(self, folder: str):
        self.folder = Path(folder)
        self.lock = threading.Lock()

    def folder_of(self, function: Any) -> str:
        """- Throws: `BrokenCode` where an archive is none, is too large, or leads out of its folder."""
        digest = function.code_sha_256.replace("/", "_").replace("=", "")
        target = self.folder / "code" / digest
        with self.lock:
            if not target.exists():
                unfinished = target.with_name(target.name + ".unfinished")
                unfinished.mkdir(parents=True, exist_ok=True)
                unpack(function.code_bytes, unfinished)
                unfinished.rename(target)
        return str(target)


def unpack(archive: bytes, folder: Path) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as file:
            if sum(item.file_size for item in file.infolist()) > LARGEST:
                raise BrokenCode(f"Unzipped size must be smaller than {LARGEST} bytes")
            for item in file.infolist():
                _unpack(file, item, folder)
    except zipfile.BadZipFile as error:
        raise BrokenCode("Could not unzip uploaded file. Please check your file, then try to upload again.") from error
    # Whoever runs it need not own it.
    for path, folders, _ in os.walk(folder):
        for name in [path, *(os.path.join(path, name) for name in folders)]:
            os.chmod(name, 0o755)


def _unpack(file: zipfile.ZipFile, item: zipfile.ZipInfo, folder: Path) -> None:
    target = folder / item.filename
    if not target.resolve().is_relative_to(folder.resolve()):
        raise BrokenCode(f"This leads out of the archive: {item.filename}")
    mode = item.external_attr >> 16
    if stat.S_ISLNK(mode):
        target.parent.mkdir(parents=True, exist_ok=True)
        target.symlink_to(file.read(item).decode())
        return
    file.extract(item, folder)
    if not item.is_dir():
        target.chmod((mode & 0o777 or 0o644) | 0o444)

#!/usr/bin/env python3
"""Makes the archive of functions for AWS Lambda (provided.al2023), of a program and all that it needs.

    package.py --program PATH [--out ZIP] [--folder DIR] [--file PATH ...] [--fonts DIR ...]

Lambda's system has an older C library than most that programs are built on, and no libvips. So the archive brings its own of
everything: the C library and its loader, libvips and whatever that links to, the decoders of AVIF and JPEG XL, fonts. The program
is told to start with that loader and to look beside itself first. It takes Debian's packages, or those of a system like it, for
the machine that this runs on, and needs nothing but Python's standard library, patchelf and binutils.

The same files make the same archive, byte by byte.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: Where Lambda unpacks archives.
TASK = "/var/task"
#: Bytes of everything unpacked, which Lambda refuses to exceed, and of an archive that can be sent as it is.
LARGEST, LARGEST_SENT = 250 << 20, 50_000_000
#: By machine: the folder of libraries, and the loader.
MACHINES = {
    "x86_64": ("x86_64-linux-gnu", "ld-linux-x86-64.so.2"),
    "aarch64": ("aarch64-linux-gnu", "ld-linux-aarch64.so.1"),
}
#: Modules of libvips that are taken. The others decode what the library never reads, with code that has no place behind an
#: upload: ImageMagick, Poppler, OpenSlide.
MODULES = ("vips-heif", "vips-jxl")
#: Upright and bold, with and without serifs, and of one width.
FONTS = tuple(Path(f"/usr/share/fonts/truetype/dejavu/DejaVu{name}.ttf") for name in (
    "Sans", "Sans-Bold", "Serif", "Serif-Bold", "SansMono", "SansMono-Bold",
))  # fmt: skip
#: Earlier ones can't be written in archives.
EPOCH = (1980, 1, 1, 0, 0, 0)


def fail(why: str) -> None:
    sys.exit(f"package.py: {why}")


def run(*command: object) -> str:
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if done.returncode != 0:
        fail(f"{' '.join(str(word) for word in command)}: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout


def closure(file: Path) -> dict[str, Path]:
    """The libraries that a program or a library loads, by the names under which they are looked for."""
    found: dict[str, Path] = {}
    for line in run("ldd", file).splitlines():
        if "=> not found" in line:
            fail(f"{file} needs {line.split()[0]}, which is not on this machine.")
        if match := re.match(r"\s*(\S+) => (/\S+)", line):
            found[match[1]] = Path(match[2])
    return found


class Tree:
    """The folder that the archive is made of."""

    def __init__(self, folder: Path, triplet: str, loader: str):
        self.folder, self.triplet, self.loader = folder, triplet, loader
        self.libraries = folder / "lib" / triplet
        self.libraries.mkdir(parents=True)
        #: What was copied, by where it came from: licences follow from it.
        self.sources: set[Path] = set()

    def copy(self, source: Path, target: Path, executable: bool = False) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source.resolve(), target)
        target.chmod(0o755 if executable else 0o644)
        self.sources.add(source)

    def add_program(self, program: Path) -> None:
        target = self.folder / "bootstrap"
        self.copy(program, target, executable=True)
        run("strip", target)
        # RPATH and not RUNPATH, although it is the old way: it holds for the libraries' own libraries too, and comes before
        # LD_LIBRARY_PATH, in which Lambda has the libraries of its system.
        run(
            "patchelf", "--set-interpreter", f"{TASK}/lib/{self.triplet}/{self.loader}", "--force-rpath",
            "--set-rpath", f"$ORIGIN/lib/{self.triplet}", target,
        )  # fmt: skip

    def add_libraries(self, program: Path) -> None:
        needed = closure(program)
        vips = next((path for name, path in needed.items() if name.startswith("libvips.so.")), None)
        if vips is None:
            fail(f"{program} does not link to libvips, so it can't be the program of the functions.")
        # The folder is named for the version and lies beside the library, where the engine looks for it.
        folders = sorted(vips.parent.glob("vips-modules-*"))
        modules = [folder / f"{name}.so" for folder in folders for name in MODULES if (folder / f"{name}.so").exists()]
        for module in modules:
            needed |= closure(module)
            self.copy(module, self.libraries / module.parent.name / module.name)
        if (plugins := vips.parent / "libheif" / "plugins").is_dir() and any(plugins.iterdir()):
            fail(f"libheif has its codecs in {plugins}, from where an archive can't have them. Use Debian 12.")
        loader = next((Path(found) for found in (f"/lib64/{self.loader}", f"/lib/{self.loader}") if os.path.exists(found)), None)
        if loader is None:
            fail(f"There is no {self.loader} here.")
        for name, path in sorted(needed.items()):
            self.copy(path, self.libraries / name)
        self.copy(loader, self.libraries / self.loader, executable=True)
        for file in sorted(self.libraries.rglob("*.so*")):
            # A library with a path of its own would not heed the program's.
            if file.name != self.loader and run("patchelf", "--print-rpath", file).strip():
                run("patchelf", "--remove-rpath", file)

    def add_fonts(self, folders: list[Path]) -> None:
        for font in FONTS if not folders else ():
            if not font.exists():
                fail(f"There is no {font}. `make lambda` installs it; or name a folder of fonts with --fonts.")
            self.copy(font, self.folder / "fonts" / font.name)
        for folder in folders:
            found = sorted(file for file in folder.rglob("*") if file.suffix.lower() in {".ttf", ".otf", ".ttc"})
            if not found:
                fail(f"There are no fonts in {folder}.")
            for file in found:
                self.copy(file, self.folder / "fonts" / file.name)
        self.copy(Path(__file__).with_name("fonts.conf"), self.folder / "fonts" / "fonts.conf")

    def add_licences(self) -> None:
        """What Debian says of the packages, and what the Swift packages that are in the program say of themselves."""
        target = self.folder / "licences"
        target.mkdir()
        shutil.copyfile(ROOT / "LICENSE", target / "renditions.txt")
        for package in sorted(packages(self.sources)):
            source = Path("/usr/share/doc") / package / "copyright"
            if not source.exists():
                fail(f"The package {package} says nothing of its licence in {source}.")
            shutil.copyfile(source, target / f"{package}.txt")
        for checkout in sorted((ROOT / ".build" / "lambda" / "checkouts").glob("*")):
            for source in sorted([*checkout.glob("LICENSE*"), *checkout.glob("NOTICE*")]):
                if source.is_file():
                    shutil.copyfile(source, target / f"{checkout.name}-{source.stem.lower()}.txt")
        swift = shutil.which("swift")
        if swift and (source := Path(swift).resolve().parents[1] / "share" / "swift" / "LICENSE.txt").exists():
            shutil.copyfile(source, target / "swift.txt")

    def files(self) -> list[Path]:
        return sorted(file for file in self.folder.rglob("*") if file.is_file())


def packages(files: set[Path]) -> set[str]:
    """The packages of Debian that files came from. Those of this project and its program are of none."""
    found: set[str] = set()
    for file in sorted(files):
        # The list may have a file under the path from before /lib became a link to /usr/lib.
        paths = {str(file), str(file.resolve())}
        paths |= {path.removeprefix("/usr") for path in paths} | {f"/usr{path}" for path in paths}
        done = subprocess.run(["dpkg-query", "--search", *sorted(paths)], capture_output=True, text=True)
        found |= {line.split(":")[0] for line in done.stdout.splitlines() if not line.startswith("diversion")}
    return found


def write(files: list[Path], folder: Path, out: Path) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    unfinished = out.with_suffix(".unfinished")
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in files:
            item = zipfile.ZipInfo(str(file.relative_to(folder)), EPOCH)
            item.create_system, item.compress_type = 3, zipfile.ZIP_DEFLATED
            item.external_attr = (0o100755 if os.access(file, os.X_OK) else 0o100644) << 16
            archive.writestr(item, file.read_bytes(), compresslevel=9)
    unfinished.rename(out)


def tell(files: list[Path], folder: Path, out: Path | None) -> None:
    parts: dict[str, int] = {}
    for file in files:
        parts.setdefault(file.relative_to(folder).parts[0], 0)
        parts[file.relative_to(folder).parts[0]] += file.stat().st_size
    for name, size in sorted(parts.items(), key=lambda part: -part[1]):
        print(f"{name:12} {size / (1 << 20):8.1f} MiB")
    unpacked = sum(parts.values())
    print(f"{'unpacked':12} {unpacked / (1 << 20):8.1f} MiB of 250")
    if unpacked > LARGEST:
        if out is not None:
            out.unlink(missing_ok=True)
        fail(f"Lambda takes {LARGEST} bytes unpacked, and this has {unpacked}. Leave files or fonts out.")
    if out is not None:
        size = out.stat().st_size
        print(f"{'archive':12} {size / (1 << 20):8.1f} MiB, {size} bytes: {out}")
        if size > LARGEST_SENT:
            print("It has more than 50 MB. Put it into a bucket, and name it by package_object in place of package.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=Path, required=True, help="the program, built for release")
    parser.add_argument("--out", type=Path, help="the archive to make")
    parser.add_argument("--folder", type=Path, help="the folder to make in place of an archive, or besides; must not exist")
    parser.add_argument("--file", type=Path, action="append", default=[], help="to be put beside the program, as a recipe is")
    parser.add_argument("--fonts", type=Path, action="append", default=[], help="a folder of fonts, in place of DejaVu")
    options = parser.parse_args()
    if options.out is None and options.folder is None:
        parser.error("give --out, --folder or both")
    for name in ("patchelf", "strip", "ldd", "dpkg-query"):
        if shutil.which(name) is None:
            fail(f"{name} is missing. `make lambda` installs it.")
    if platform.machine() not in MACHINES:
        fail(f"Lambda has no machines of the kind {platform.machine()}.")
    if not options.program.is_file():
        fail(f"There is no program at {options.program}. `make lambda` builds it.")
    if options.folder is not None and options.folder.exists():
        fail(f"{options.folder} is there already.")

    with tempfile.TemporaryDirectory() as temporary:
        tree = Tree(Path(temporary) / "task", *MACHINES[platform.machine()])
        tree.add_libraries(options.program)
        tree.add_program(options.program)
        tree.add_fonts(options.fonts)
        for file in options.file:
            if (tree.folder / file.name).exists():
                fail(f"The archive has something called {file.name} already.")
            shutil.copyfile(file, tree.folder / file.name)
        tree.add_licences()
        if options.out is not None:
            write(tree.files(), tree.folder, options.out)
        tell(tree.files(), tree.folder, options.out)
        if options.folder is not None:
            shutil.copytree(tree.folder, options.folder)


if __name__ == "__main__":
    main()

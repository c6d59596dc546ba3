"""What is in the archive, and what its maker and the recipe of the image say."""

from __future__ import annotations

import os
import re
import struct
import subprocess
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
ARCHIVE = Path(os.environ["LAMBDA_ARCHIVE"])
MAKER = ROOT / "Deploy" / "lambda" / "package.py"


class Package(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        with zipfile.ZipFile(ARCHIVE) as file:
            cls.items = file.infolist()
            cls.program = file.read("bootstrap")
        cls.names = [item.filename for item in cls.items]

    def test_it_is_the_same_whenever_it_is_made(self):
        self.assertEqual(self.names, sorted(self.names, key=lambda name: Path(name).parts))
        self.assertEqual({item.date_time for item in self.items}, {(1980, 1, 1, 0, 0, 0)})
        self.assertEqual(len(set(self.names)), len(self.names))
        with tempfile.TemporaryDirectory() as folder:
            again = Path(folder) / "again.zip"
            self.make("--program", os.environ["LAMBDA_PROGRAM"], "--out", str(again))
            self.assertEqual(again.read_bytes(), ARCHIVE.read_bytes())

    def test_the_program_can_be_executed_and_everything_can_be_read(self):
        modes = {item.filename: item.external_attr >> 16 & 0o777 for item in self.items}
        self.assertEqual(modes["bootstrap"], 0o755)
        self.assertEqual({mode | 0o111 for mode in modes.values()}, {0o755})

    def test_it_brings_its_own_loader_and_looks_beside_itself(self):
        loader = re.search(rb"/var/task/lib/[a-z0-9_-]+/ld-linux[a-z0-9.-]+\.so\.\d", self.program)
        self.assertTrue(loader)
        self.assertIn(loader[0].decode().removeprefix("/var/task/"), self.names)
        # DT_RPATH is 15, DT_RUNPATH 29: the latter would not hold for the libraries of libraries.
        self.assertEqual(self.dynamic(15, 29), {15})

    def dynamic(self, *tags: int) -> set[int]:
        """Which of some entries the program has for the loader."""
        start, count = struct.unpack_from("<Q", self.program, 32)[0], struct.unpack_from("<H", self.program, 56)[0]
        found: set[int] = set()
        for number in range(count):
            kind, _, at, _, _, size = struct.unpack_from("<IIQQQQ", self.program, start + 56 * number)
            if kind == 2:
                found |= {tag for tag, _ in struct.iter_unpack("<qQ", self.program[at : at + size]) if tag in tags}
        return found

    def test_it_has_the_decoders_that_are_used_and_no_others(self):
        modules = {Path(name).name for name in self.names if "/vips-modules-" in name}
        self.assertEqual(modules, {"vips-heif.so", "vips-jxl.so"})
        for unwanted in ("magick", "poppler", "openslide"):
            self.assertFalse([name for name in self.names if unwanted in name.lower() and "licences" not in name])

    def test_it_has_fonts_and_licences(self):
        self.assertIn("fonts/fonts.conf", self.names)
        self.assertIn("fonts/DejaVuSans.ttf", self.names)
        for name in ("renditions", "libvips42", "libc6", "fonts-dejavu-core", "libheif1", "swift", "swift-nio-license"):
            self.assertIn(f"licences/{name}.txt", self.names)

    def test_it_fits(self):
        self.assertLess(sum(item.file_size for item in self.items), 250 << 20)

    def make(self, *arguments: str, fine: bool = True) -> str:
        done = subprocess.run([sys.executable, str(MAKER), *arguments], capture_output=True, text=True)
        self.assertEqual(done.returncode == 0, fine, done.stderr)
        return done.stdout + done.stderr

    def test_what_is_wrong_is_said(self):
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "out.zip"
            self.assertIn("There is no program", self.make("--program", "nothing", "--out", str(out), fine=False))
            said = self.make("--program", sys.executable, "--out", str(out), fine=False)
            self.assertIn("does not link to libvips", said)
            large = Path(folder) / "large.bin"
            with large.open("wb") as file:
                file.truncate(200 << 20)
            said = self.make(
                "--program", os.environ["LAMBDA_PROGRAM"], "--file", str(large), "--out", str(out), fine=False
            )
            self.assertIn("Lambda takes 262144000 bytes unpacked", said)
            self.assertFalse(out.exists())

    def test_the_image_is_made_of_what_is_there(self):
        """It can't be built where there is no registry; what it names must exist all the same."""
        text = (ROOT / "Deploy" / "lambda" / "Dockerfile").read_text().replace("\\\n", " ")
        stages = set()
        sent = (ROOT / "Deploy" / "lambda" / "Dockerfile.dockerignore").read_text().splitlines()
        self.assertIn("*", sent)
        for line in text.splitlines():
            words = line.split()
            if line.startswith("FROM ") and "AS" in words:
                stages.add(words[words.index("AS") + 1])
            if line.startswith("COPY "):
                if words[1].startswith("--from="):
                    self.assertIn(words[1].removeprefix("--from="), stages)
                else:
                    for source in words[1:-1]:
                        # The lock is there where somebody has kept one.
                        found = sorted(ROOT.glob(source)) or [ROOT / source.replace("[d]", "d")]
                        self.assertTrue(found[0].exists() or found[0].name == "Package.resolved", source)
                        self.assertIn(f"!{found[0].relative_to(ROOT)}", sent)
        for path in re.findall(r"Deploy/lambda/[\w.]+", text):
            self.assertTrue((ROOT / path).exists(), path)
        for product in re.findall(r"--product (\S+)", text):
            self.assertIn(f'.executable(name: "{product}"', (ROOT / "Package.swift").read_text())
        options = set(re.findall(r"package\.py ([^\n]*)", text)[0].split()) & {"--program", "--folder", "--out"}
        self.assertEqual(options, {"--program", "--folder"})
        # Of the same lock the same image.
        self.assertIn("COPY LICENSE Package.swift Package.resolve[d] ./", text)
        self.assertIn("swift build ${only:-} ", text)


if __name__ == "__main__":
    unittest.main()

"""What the functions of the archive do, in an empty root folder."""

from __future__ import annotations

import json
import os
import re
import signal
import time
import unittest
from pathlib import Path
from typing import Any

import pictures
from support import PATIENCE, control, fetch, server
from world import RECIPE, World

RENDITIONS = RECIPE["renditions"]


class Archive(World):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.api = cls.made(
            "api", RENDITIONS_ACCESS_LIST="anyone", RENDITIONS_ACCESS_READ="anyone", RENDITIONS_ACCESS_RENDITIONS="anyone"
        )
        cls.url = control("gateways", account=cls.account, function=cls.api, payload="2.0")["endpoint"]

    def asked(self, path: str, url: str | None = None) -> Any:
        status, body, _ = fetch((url or self.url) + path)
        self.assertEqual(status, 200, body)
        return json.loads(body)

    def made_of(self, key: str, body: bytes) -> dict[str, bytes]:
        """Renditions by their names, straight from the bucket."""
        before = self.listed()
        execution = self.uploaded(key, body)
        self.assertEqual(execution["status"], "SUCCEEDED", f"{execution}\n{self.log(self.tasks)}")
        found = {}
        for name in self.listed() - before:
            body = self.s3.get_object(Bucket=self.renditions, Key=name)["Body"].read()
            rendition = next(item["name"] for item in RENDITIONS if re.search(rf"/{item['name']}\b", name))
            found[rendition] = body
        return found

    def listed(self) -> set[str]:
        found = self.s3.list_objects_v2(Bucket=self.renditions, Prefix="renditions/").get("Contents", [])
        return {item["Key"] for item in found}

    def test_every_format_with_a_text_of_a_photograph(self):
        painted = self.made_of("painted.png", pictures.landscape())
        self.check(painted)
        # A photograph has been a JPEG, and this is one.
        made = self.made_of("albums/photo 1.jpg", painted["photo"])
        self.check(made)
        items = self.owner.client("dynamodb").scan(TableName="renditions-records")["Items"]
        self.assertTrue([item for item in items if "albums/photo 1.jpg" in json.dumps(item)], items)

    def check(self, made: dict[str, bytes]) -> None:
        forms = {name: pictures.form(body) for name, body in made.items()}
        self.assertEqual(
            forms,
            {
                "photo": "jpeg", "jpeg": "jpeg", "webp": "webp", "avif": "avif", "jxl": "jxl", "narrow": "png",
                "wide": "png", "bare": "png",
            },
        )  # fmt: skip
        # Without a font there would be nothing, or the same box for every letter.
        bare, narrow, wide = (pictures.bright(made[name]) for name in ("bare", "narrow", "wide"))
        self.assertEqual(bare, 0)
        self.assertGreater(narrow, 200)
        self.assertGreater(wide, 2 * narrow)

    def test_the_api(self):
        self.assertEqual(self.asked("/health")["status"], "alive")
        self.assertEqual(fetch(self.url + "/images", "POST", pictures.landscape(8, 8))[0], 403, "nobody said anything of it")

    def test_the_api_is_closed_until_somebody_opens_it(self):
        closed = self.made("api", name="closed")
        url = control("gateways", account=self.account, function=closed, payload="2.0")["endpoint"]
        self.assertEqual(self.asked("/health", url)["status"], "alive")
        for path in ("/images", "/images/aaaaaaaaaaaaaaaaaaaaaaaaaa", "/images/aaaaaaaaaaaaaaaaaaaaaaaaaa/renditions/webp"):
            self.assertEqual(fetch(url + path)[0], 403, path)

    def test_what_is_missing_is_named(self):
        for handler, variable in (
            ("tasks", "RENDITIONS_TABLE"), ("tasks", "RENDITIONS_QUARANTINE"), ("ingest", "RENDITIONS_STATE_MACHINES"),
            ("api", "RENDITIONS_NOTES"),
        ):  # fmt: skip
            with self.subTest(handler=handler, variable=variable):
                name = f"without-{handler}-{variable[11:].lower()}"
                function = self.made(handler, name=name, without=(variable,))
                answer, failed = self.invoke(function, {})
                self.assertTrue(failed)
                self.assertEqual(answer["errorType"], "Function.invalid-environment", answer)
                self.assertIn(variable, answer["errorMessage"])

    def test_what_is_malformed_is_named(self):
        for variable, value in (
            ("RENDITIONS_ORIGINALS", "photos"), ("RENDITIONS_RECIPE", "nothing.json"),
            ("RENDITIONS_ACCESS_READ", "everyone"), ("RENDITIONS_ACCESS_UPLOAD", "authorized"),
            ("RENDITIONS_ACCESS_TOKENS", "ann:read:secret"),
        ):  # fmt: skip
            with self.subTest(variable=variable):
                function = self.made("api", name=f"malformed-{variable[11:].lower()}", **{variable: value})
                answer, failed = self.invoke(function, {})
                self.assertTrue(failed)
                self.assertEqual(answer["errorType"], "Function.invalid-environment", answer)
                self.assertIn(variable, answer["errorMessage"])
                self.assertNotIn("secret", answer["errorMessage"])

    def test_a_hostile_file_is_an_error_and_no_more(self):
        whole = pictures.landscape(400, 300)
        files = {
            # Says that it has 60,000 pixels a side.
            "bomb.png": whole[:16] + (60_000).to_bytes(4, "big") * 2 + whole[24:], "half.png": whole[: len(whole) // 2],
            "text.gif": b"GIF89a, says somebody", "late.svg": b"<!-- " + b"x" * 2000 + b" --><svg/>", "nothing.jpg": b"",
        }  # fmt: skip
        self.uploaded("hostile/good.png", whole)
        process = self.running(self.tasks)
        for key, body in files.items():
            with self.subTest(key=key):
                execution = self.uploaded(f"hostile/{key}", body)
                self.assertEqual((execution["status"], execution["error"]), ("FAILED", "Original.refused"))
                answer = self.refusal(json.loads(execution["input"]))
                self.assertTrue(answer["errorType"].startswith("Render."), answer)
        self.assertEqual(self.uploaded("hostile/good-2.png", whole)["status"], "SUCCEEDED")
        self.assertEqual(self.running(self.tasks), process, "the process has ended")

    def refusal(self, request: Any) -> dict[str, Any]:
        """What `tasks` says of an original, by the steps of the workflow."""
        answer, failed = self.invoke(self.tasks, {"task": "probe-original", "input": request})
        if not failed:
            answer, failed = self.invoke(self.tasks, {"task": "render-renditions", "input": answer})
        self.assertTrue(failed, answer)
        return answer

    def running(self, function: str) -> int:
        """The process of a function that has one: that of this emulator, as there may be others on the machine."""
        name = function.rsplit(":", 1)[-1].encode()
        place = server()["endpoint"].encode()
        wanted = {b"AWS_LAMBDA_FUNCTION_NAME=" + name, b"AWS_ENDPOINT_URL=" + place}
        found = [
            int(path.name)
            for path in Path("/proc").iterdir()
            if path.name.isdigit() and wanted <= set(read(path / "environ").split(b"\0"))
        ]
        self.assertEqual(len(found), 1, found)
        return found[0]

    def test_it_ends_when_it_is_told_to(self):
        function = self.made("api", name="ending")
        url = control("gateways", account=self.account, function=function, payload="2.0")["endpoint"]
        self.assertEqual(self.asked("/health", url)["status"], "alive")
        process = self.running(function)
        os.kill(process, signal.SIGTERM)
        end = time.monotonic() + PATIENCE
        while Path(f"/proc/{process}/exe").exists() and time.monotonic() < end:
            time.sleep(0.01)
        self.assertFalse(Path(f"/proc/{process}/exe").exists())
        # A process that a signal had ended, or that had failed, would have been told of.
        self.assertNotIn("can't go on", self.log(function))
        self.assertEqual(self.asked("/health", url)["status"], "alive", "another takes its place")


def read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


if __name__ == "__main__":
    unittest.main()

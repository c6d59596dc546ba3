"""Settings that make no sense, and what is said of each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def written(value: Any) -> str:
    """As a command line has it."""
    return value if isinstance(value, str) else json.dumps(value)


def wrong() -> dict[str, list[tuple[Any, str]]]:
    """By variable: values, and a piece of what is said of them."""
    shipped = {name: f"workflows/{name}.asl.json" for name in ("process-image", "erase-asset")}
    return {
        "name": [(text, "A name has 3 to 20") for text in ("Capital", "x", "ends-", "a" * 21, "under_score")],
        "region": [("Frankfurt", "written like eu-central-1"), ("eu-central", "written like eu-central-1")],
        "endpoint": [("localhost", "An endpoint is a URL"), ("https://localhost/path", "An endpoint is a URL")],
        "tags": [
            ({"Application": "mine"}, "is not Application"), ({"aws:mine": "a"}, "does not begin with aws:"),
            ({"": "a"}, "A name has 1 to 128"), ({"Stage": "a" * 257}, "a value has up to 256"),
            ({f"T{number}": "a" for number in range(50)}, "up to 49 tags"),
        ],
        "package": [("there/is/none.zip", "There is no such file"), (".", "There is no such file")],
        "package_object": [
            ({"bucket": "Functions", "key": "1.zip"}, "An object has a bucket's name"),
            ({"bucket": "my-functions", "key": "/1.zip"}, "does not begin with a slash"),
            ({"bucket": "my-functions", "key": ""}, "does not begin with a slash"),
        ],
        "architecture": [("mips", "x86_64 or arm64")],
        "workflows": [
            (shipped | {"mine": "there/is/none.json"}, "its file holds a JSON document"),
            (shipped | {"mine": str(FOLDER / "standin.py")}, "its file holds a JSON document"),
            (shipped | {"Mine": shipped["process-image"]}, "A workflow's name has up to 40"),
            ({"process-image": shipped["process-image"]}, "process-image and erase-asset must be among"),
            ({"erase-asset": shipped["erase-asset"]}, "process-image and erase-asset must be among"),
        ],
        "policies": [("there/is/none", "The folder must have the files"), ("workflows", "The folder must have the files")],
        "recipe": [
            (text, "A recipe is a path within the archive") for text in ("", "/recipe.json", "../recipe.json", "a b.json")
        ],
        "environment": [
            ({"other": {}}, "The functions are tasks, ingest and api"), ({"api": {"A-B": "a"}}, "A variable's name has 2"),
            ({"tasks": {"AWS_REGION": "a"}}, "Lambda sets AWS_REGION"),
            ({"tasks": {"LAMBDA_TASK_ROOT": "a"}}, "Lambda sets AWS_REGION"),
        ],
        "log_level": [("loud", "The levels are")],
        "memory": [(value, "128 to 10,240 MB") for value in ({"tasks": 64}, {"api": 10241}, {"ingest": 256.5})],
        "timeout": [(value, "3 to 900 seconds") for value in ({"api": 31}, {"tasks": 901}, {"ingest": 2}, {"tasks": 300.5})],
        "concurrency": [
            ({"api": -2}, "from -1 up"), ({"tasks": 1.5}, "from -1 up"), ({"ingest": 1}, "two invocations at least"),
        ],
        "scratch_size": [(value, "512 to 10,240 MB") for value in (511, 10241, 600.5)],
        "throttle": [
            ({"rate": 0}, "The rate is above 0"), ({"burst": 0}, "a whole number from 1 up"), ({"burst": 1.5}, "a whole number"),
        ],
        "attempts": [(value, "1 to 1,000 times") for value in (0, 1001, 2.5)],
        "originals_prefix": [
            (text, "A prefix ends with a slash")
            for text in ("photos", "/photos/", "/", "a//b/", "../", "a/./", "all*/", "${account}/", "a" * 512 + "/")
        ],
        "days": [
            ({"dead_letters": 15}, "14 at most"), ({"noncurrent": 0}, "from 1 up"), ({"results": 0}, "from 1 up"),
            ({"notes": 1.5}, "from 1 up"), ({"logs": 2}, "CloudWatch keeps logs for"),
        ],
        "web_origins": [
            (["photos.example.org"], "a scheme and a host"), (["https://photos.example.org/"], "a scheme and a host"),
            (["https://Photos.example.org"], "in lower case"), (["*", "https://photos.example.org"], "so by itself"),
        ],
        "alarm_actions": [
            (["me@example.org"], "each an ARN"), ([f"arn:aws:sns:us-east-1:123456789012:{n}" for n in range(6)], "up to 5"),
        ],
        "alarm_thresholds": [({"queue_seconds": -1}, "from 0 up"), ({"function_errors": -1}, "from 0 up")],
    }  # fmt: skip


def rounds() -> list[dict[str, tuple[Any, str]]]:
    """One value of each variable at a time: Terraform says all that is wrong at once."""
    all_wrong = wrong()
    count = max(len(values) for values in all_wrong.values())
    return [
        {name: values[number] for name, values in all_wrong.items() if number < len(values)} for number in range(count)
    ]


#: What is wrong only together with something else: variables, and pieces of what is said.
TOGETHER: list[tuple[dict[str, Any], list[str]]] = [
    (
        {
            "environment": {
                "tasks": {"RENDITIONS_ORIGINALS": "s3://mine/"},
                "ingest": {"RENDITIONS_RECIPE": "web"},
                "api": {"RENDITIONS_HTTP_ALLOWED_ORIGINS": "https://a.example", "LONG": "a" * 4000},
            },
            "package_object": {"bucket": "my-functions", "key": "1.zip"},
        },
        [
            *(f"environment.{name} may not have what this deployment sets itself" for name in ("tasks", "ingest", "api")),
            "4,096 characters at most", "Set either package_object",
        ],
    ),
    (
        {"timeout": {"tasks": 299}},
        [f"A step of the workflow {name} may take 300 seconds"
         for name in ("process-image", "erase-asset", "rerender-originals")],
    ),
]  # fmt: skip

"""What schemathesis can't know of this API: what an image is, which ones there are, what must be true of every answer.

Half of the uploads become real images, and half of the IDs, names and tokens those of what is there. Which half follows
from what was generated, so that a seed sends the same again.
"""

import atexit
import base64
import collections
import hashlib
import json
import os
import pathlib
import zlib

import schemathesis

from images import image

# By the names of the parameters: what was seen in answers, in that order.
known: dict[str, list[str]] = {"id": [], "name": [], "token": []}
counts: dict[str, collections.Counter] = collections.defaultdict(collections.Counter)
# Text that no answer may have in it: places of the machine, names of libraries, Swift's own descriptions of errors.
PRIVATE = [
    text for text in (
        os.environ.get("SCHEMATHESIS_PRIVATE"), "/Sources/", ".swift", "vips", "sqlite", "SQLite", "NIOCore",
        "Optional(", "errno", "Fatal error",
    ) if text
]


def number(case: schemathesis.Case) -> int:
    """Follows from what was generated and from nothing else: in a series the IDs are the server's."""
    parameters = None if is_stateful(case) else case.path_parameters
    content = (case.operation.label, parameters, case.query, dict(case.headers or {}), case.body)
    return zlib.crc32(repr(content).encode(errors="replace"))


def is_stateful(case: schemathesis.Case) -> bool:
    """Whether the ID may be one from an answer that this case is there to follow."""
    return case.meta is not None and case.meta.phase.name.value == "stateful"


def is_positive(case: schemathesis.Case, location: str) -> bool:
    """Whether this part of the request is one that the description allows."""
    modes = {place.value: component.mode for place, component in case.meta.components.items()} if case.meta else {}
    return location in modes and modes[location].is_positive


@schemathesis.hook
def before_call(context: schemathesis.HookContext, case: schemathesis.Case, kwargs: dict) -> None:
    choice = number(case)
    if not is_stateful(case):
        # Each by itself: an image that is there is also asked for a rendition that is not.
        for bit, name in zip((1, 32), case.path_parameters or {}):
            if known.get(name) and choice & bit:
                case.path_parameters[name] = known[name][choice // 64 % len(known[name])]
    method = case.method.upper()
    # A field of any text rarely says to wait; without waiting there are no renditions to ask for. A series always
    # waits: what follows in it depends on the status, and what is still being erased may still be read.
    if method in ("POST", "PUT", "DELETE") and (choice & 4 or is_stateful(case)):
        case.headers["Prefer"] = "wait=10"
    if method in ("POST", "PUT") and choice & 2 and is_positive(case, "body"):
        send_images(case, choice // 64 % 500, kwargs)
        # Any text is no digest either.
        if choice & 8 and "data" in kwargs:
            digest = hashlib.sha256(kwargs["data"]).digest()
            case.headers["Content-Digest"] = f"sha-256=:{base64.b64encode(digest).decode()}:"
        elif choice & 16 or is_stateful(case):
            case.headers.pop("Content-Digest", None)
        # One that was used for an image that is erased is refused.
        if choice & 16 or is_stateful(case):
            case.headers.pop("Idempotency-Key", None)


def send_images(case: schemathesis.Case, first: int, kwargs: dict) -> None:
    """Sends images where the body was to be any bytes. Few different ones, so that some are there already.

    The case keeps its own body: what a body of bytes is worth beside the description, schemathesis knows only of one
    that it made itself.
    """
    if isinstance(case.body, bytes | str):
        kwargs["data"] = image(first)
    elif isinstance(case.body, dict) and isinstance(case.body.get("file"), list):
        kwargs["files"] = [
            ("file", (f"{place}.png", image(first + place), "image/png")) for place in range(len(case.body["file"]))
        ] or {"file": b""}


@schemathesis.hook
def after_call(context: schemathesis.HookContext, case: schemathesis.Case, response: schemathesis.Response) -> None:
    counts[case.operation.label][response.status_code] += 1
    if response.status_code not in (200, 201, 202, 207) or case.operation.method.upper() not in ("POST", "PUT"):
        return
    try:
        document = response.json()
    except ValueError:
        # The checks say so.
        return
    files = document.get("images", []) if isinstance(document, dict) else []
    for found in [document, *(file.get("image", {}) for file in files)]:
        note("id", found.get("id"))
        for rendition in found.get("renditions", []):
            note("name", rendition.get("name"))
        if url := found.get("upload", {}).get("url"):
            note("token", url.rpartition("/")[2])


def note(parameter: str, value: str | None) -> None:
    if value and value not in known[parameter]:
        known[parameter].append(value)


@schemathesis.hook
def after_network_error(context: schemathesis.HookContext, case: schemathesis.Case, request: object) -> None:
    counts[case.operation.label]["none"] += 1


@schemathesis.check
def tells_nothing_private(
    context: schemathesis.CheckContext, response: schemathesis.Response, case: schemathesis.Case
) -> None:
    """No problem document holds a path, or text of a library."""
    if response.status_code < 400:
        return
    text = response.content.decode(errors="replace")
    for private in PRIVATE:
        assert private not in text, f"an answer has {private} in it"


@schemathesis.check
def is_guarded(context: schemathesis.CheckContext, response: schemathesis.Response, case: schemathesis.Case) -> None:
    """Nothing that is answered is taken for something else by a browser, or run."""
    assert response.headers.get("x-content-type-options") == ["nosniff"], "an answer without nosniff"
    policy = response.headers.get("content-security-policy") or [""]
    assert "default-src 'none'" in policy[0] and "sandbox" in policy[0], "an answer that could run something"


@schemathesis.check
def refuses_deliberately(
    context: schemathesis.CheckContext, response: schemathesis.Response, case: schemathesis.Case
) -> None:
    """A 503 is one that the server chose: it says so, and when to come again."""
    if response.status_code != 503:
        return
    document = response.json()
    assert document.get("code") == "unavailable" or "checks" in document, "a 503 without a reason of ours"
    assert response.headers.get("retry-after"), "a 503 that doesn't say when to come again"


@atexit.register
def report() -> None:
    """What was answered to what, for run.py."""
    if path := os.environ.get("SCHEMATHESIS_COUNTS"):
        ordered = {label: {str(status): count for status, count in counts[label].items()} for label in sorted(counts)}
        pathlib.Path(path).write_text(json.dumps(ordered))

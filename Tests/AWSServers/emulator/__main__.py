"""Starts the emulator, says where it listens in a line of JSON, and ends when its standard input does.

    python -m emulator [--port 0] [--access-key K --secret-key S] [--folder F] [--stay]
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import secrets
import shutil
import signal
import sys
import tempfile
import threading


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 for one that is free")
    parser.add_argument("--access-key", default="AKIA" + secrets.token_hex(8).upper())
    parser.add_argument("--secret-key", default=secrets.token_urlsafe(30))
    parser.add_argument("--folder", help="for what lasts as long as the emulator; it is emptied at the end")
    parser.add_argument("--stay", action="store_true", help="don't end with standard input")
    parser.add_argument("--for-people", action="store_true", help="say where it is in lines for a shell")
    options = parser.parse_args()
    # What libraries print must not get between the lines that tests read.
    said, sys.stdout = sys.stdout, sys.stderr
    folder = options.folder or tempfile.mkdtemp(prefix="emulator-")
    # moto and boto3 must not find what a machine has for AWS.
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]

    # Nothing is there yet that would have to be ended.
    signal.signal(signal.SIGINT, lambda *_: os._exit(130))
    # What is imported stays, so that nothing is gained by looking for what could be freed of it.
    gc.disable()
    from . import assembly, serving

    end = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: end.set())
    parts = assembly.Assembly(options.access_key, options.secret_key, folder)
    gc.freeze()
    gc.enable()
    port = serving.serve(parts.front, options.port)
    plain = serving.serve(parts.plain)
    parts.start(port)
    line = {
        "endpoint": f"http://127.0.0.1:{port}", "plain": f"http://127.0.0.1:{plain}", "accessKey": options.access_key,
        "secretKey": options.secret_key, "account": parts.world.state.accounts.first.account,
    }  # fmt: skip
    print(_for_people(line) if options.for_people else json.dumps(line), file=said, flush=True)
    if not options.stay:
        threading.Thread(target=_watch, args=(end,), daemon=True).start()
    end.wait()
    parts.world.functions.stop_all()
    if options.folder is None:
        shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


def _for_people(line: dict[str, str]) -> str:
    return f"""# The emulator listens until Ctrl-C. In another shell:
export AWS_ENDPOINT_URL={line["endpoint"]} AWS_REGION=us-east-1
export AWS_ACCESS_KEY_ID={line["accessKey"]} AWS_SECRET_ACCESS_KEY={line["secretKey"]}
# The account is {line["account"]}. What is sent to {line["plain"]} counts as sent without TLS."""


def _watch(end: threading.Event) -> None:
    """Whoever started this holds the other end of standard input, and lets go of it by ending in whatever way."""
    while os.read(0, 4096):
        pass
    end.set()


main()

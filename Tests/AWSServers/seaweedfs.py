"""Starts SeaweedFS with an S3 endpoint, says where it listens in a line of JSON, and ends when standard input does.

    seaweedfs.py [--stay]

One process, on loopback, in a folder that is removed at the end. It verifies signatures, and knows two identities: one that
may do everything, and one that may read the bucket `originals` and write the bucket `derived`.
"""

from __future__ import annotations

import json
import secrets
import subprocess
import sys
from pathlib import Path
from typing import Any

from servers import Served, free_ports, run

PROGRAM = Path(sys.executable).with_name("weed")


def start(folder: Path) -> Served:
    keys = [(secrets.token_hex(10).upper(), secrets.token_urlsafe(30)) for _ in range(2)]
    identities: list[dict[str, Any]] = [
        {"name": "owner", "actions": ["Admin", "Read", "List", "Tagging", "Write"]},
        {"name": "worker", "actions": ["Read:originals", "Write:derived"]},
    ]
    for identity, (access_key, secret_key) in zip(identities, keys):
        identity["credentials"] = [{"accessKey": access_key, "secretKey": secret_key}]
    (folder / "s3.json").write_text(json.dumps({"identities": identities}))
    (folder / "data").mkdir()
    # A port for gRPC goes with each port; by default its number is greater by 10,000, which may be taken.
    ports = free_ports(8)
    master, master_rpc, volume, volume_rpc, filer, filer_rpc, port, port_rpc = ports
    process = subprocess.Popen(
        [
            PROGRAM, "-logtostderr=true", "server", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", f"-dir={folder}/data",
            # It would report to its makers.
            "-master.telemetry=false",
            # Too small a limit, and there soon is no volume that can be written to.
            "-master.volumeSizeLimitMB=1024", "-volume.max=40", "-volume.concurrentUploadLimitMB=0",
            f"-master.port={master}", f"-master.port.grpc={master_rpc}", f"-volume.port={volume}",
            f"-volume.port.grpc={volume_rpc}", f"-filer.port={filer}", f"-filer.port.grpc={filer_rpc}", "-s3",
            f"-s3.port={port}", f"-s3.port.grpc={port_rpc}",
            # Servers of tables would listen on ports that are always the same.
            "-s3.port.iceberg=0", "-s3.port.lance=0", f"-s3.config={folder}/s3.json", "-iam=false",
            "-s3.iam=false",
        ],
        stdin=subprocess.DEVNULL, stdout=sys.stderr, cwd=folder,
    )  # fmt: skip
    return Served(
        f"http://127.0.0.1:{port}", keys[0][0], keys[0][1], [process],
        # Without a signature there is a refusal as soon as there is an answer at all.
        lambda status: status == 403,
        {"workerAccessKey": keys[1][0], "workerSecretKey": keys[1][1]},
        # It listens on sockets there, too, whatever it is told.
        [f"seaweedfs-*-{number}.sock" for number in ports],
    )  # fmt: skip


if __name__ == "__main__":
    run(start)

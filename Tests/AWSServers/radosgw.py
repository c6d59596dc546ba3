"""Starts Ceph's gateway for S3, with a monitor and a store in memory behind it, says where it listens in a line of JSON, and
ends when standard input does.

    radosgw.py [--stay]

Everything is on loopback, in a folder that is removed at the end. `setup.sh --radosgw` installs the programs.
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import uuid
from pathlib import Path

from servers import Served, free_ports, run

CONFIGURATION = """
[global]
fsid = {fsid}
mon host = [v2:127.0.0.1:{monitor},v1:127.0.0.1:{monitor_old}]
public addr = 127.0.0.1
cluster addr = 127.0.0.1
keyring = {folder}/keyring
auth allow insecure global id reclaim = true
mon data = {folder}/mon
osd data = {folder}/osd
run dir = {folder}
admin socket = {folder}/$name.asok
pid file = {folder}/$name.pid
log file = {folder}/$name.log
mon cluster log file = {folder}/cluster.log
osd objectstore = memstore
memstore device bytes = 4294967296
osd pool default size = 1
osd pool default min size = 1
mon allow pool size one = true
osd pool default pg num = 1
osd pool default pgp num = 1
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
osd class load list = *
osd class default list = *
mon max pg per osd = 5000
mon warn on pool no redundancy = false
mon data avail warn = 2
rgw enable usage log = false
rgw dynamic resharding = false
rgw enable quota threads = false
rgw run sync thread = false
rgw gc max objs = 1
rgw lc max objs = 1
rgw usage max user shards = 1
rgw usage max shards = 1
rgw data log num shards = 1
rgw md log max shards = 1
rgw objexp hints num shards = 1
rgw multipart min part size = 5242880
rgw data = {folder}/rgw
rgw thread pool size = 32
"""


def start(folder: Path) -> Served:
    monitor, monitor_old, port = free_ports(3)
    configuration, keyring = folder / "ceph.conf", folder / "keyring"
    fsid, number = str(uuid.uuid4()), str(uuid.uuid4())
    configuration.write_text(
        CONFIGURATION.format(folder=folder, fsid=fsid, monitor=monitor, monitor_old=monitor_old)
    )
    for name in ("mon", "osd", "rgw"):
        (folder / name).mkdir()
    environment = os.environ | {"CEPH_CONF": str(configuration)}

    def call(*arguments: object, text: str | None = None) -> str:
        return subprocess.run(
            [str(argument) for argument in arguments], env=environment, check=True, text=True, input=text or "",
            stdout=subprocess.PIPE, stderr=sys.stderr,
        ).stdout.strip()  # fmt: skip

    call("ceph-authtool", "--create-keyring", "--gen-key", "--name=mon.", keyring, "--cap", "mon", "allow *")
    rights = [part for daemon in ("mon", "osd", "mds", "mgr") for part in ("--cap", daemon, "allow *")]
    # With no authentication between daemons, the gateway never finds the monitor.
    call("ceph-authtool", "--gen-key", "--name=client.admin", keyring, *rights)
    addresses = f"[v2:127.0.0.1:{monitor},v1:127.0.0.1:{monitor_old}]"
    call("monmaptool", "--create", "--clobber", "--fsid", fsid, "--addv", "a", addresses, folder / "monmap")
    call("ceph-mon", "-c", configuration, "--mkfs", "-i", "a", "--monmap", folder / "monmap", "--keyring", keyring)
    call("ceph-mon", "-c", configuration, "-i", "a")
    key = call("ceph-authtool", "--gen-print-key")
    call("ceph", "-c", configuration, "osd", "new", number, "-i", "-", text=json.dumps({"cephx_secret": key}))
    (folder / "osd" / "keyring").write_text(f"[osd.0]\n\tkey = {key}\n")
    store = ("ceph-osd", "-c", configuration, "-i", "0", "--keyring", folder / "osd" / "keyring")
    call(*store, "--mkfs", "--osd-uuid", number)
    call(*store)
    call(
        "radosgw", "-c", configuration, "-n", "client.admin", "--keyring", keyring,
        "--rgw-frontends", f"beast endpoint=127.0.0.1:{port}",
    )  # fmt: skip
    keys = [(secrets.token_hex(10).upper(), secrets.token_urlsafe(30)) for _ in range(2)]
    for name, (access_key, secret_key) in zip(("owner", "worker"), keys):
        call(
            "radosgw-admin", "-c", configuration, "user", "create", f"--uid={name}", f"--display-name={name}",
            f"--access-key={access_key}", f"--secret={secret_key}",
        )  # fmt: skip
    return Served(
        f"http://127.0.0.1:{port}", keys[0][0], keys[0][1], [], lambda status: status in (200, 403),
        {"workerAccessKey": keys[1][0], "workerSecretKey": keys[1][1]},
    )  # fmt: skip


if __name__ == "__main__":
    run(start)

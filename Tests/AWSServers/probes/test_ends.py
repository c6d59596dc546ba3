"""Servers end with whoever started them, in whatever way that ends; and functions with the emulator."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import unittest
from pathlib import Path
from urllib.parse import urlparse

from support import FOLDER, REGION, handler, until

#: Starts a server, says what it said, and waits until it is killed.
HOLDER = """
import subprocess, sys, time
process = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
print(process.pid, process.stdout.readline().strip(), flush=True)
time.sleep(3600)
"""


def listens(url: str) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", urlparse(url).port)) == 0


def lives(process: int) -> bool:
    """A process that has ended and that nobody asked after counts as ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


class Ends(unittest.TestCase):
    def held(self, *arguments: str):
        holder = subprocess.Popen(
            [sys.executable, "-c", HOLDER, sys.executable, *arguments], stdout=subprocess.PIPE, text=True, cwd=FOLDER
        )
        self.addCleanup(holder.kill)
        number, _, line = holder.stdout.readline().partition(" ")
        return holder, int(number), json.loads(line)

    def test_servers_end_with_their_holder(self):
        for arguments in (["-m", "emulator"], ["seaweedfs.py"]):
            with self.subTest(arguments):
                holder, number, server = self.held(*arguments)
                self.assertTrue(listens(server["endpoint"]))
                holder.kill()
                holder.wait()
                until(lambda: not listens(server["endpoint"]) and not lives(number), "the end of the server")

    def test_functions_end_with_the_emulator(self):

        import boto3
        from support import archive

        holder, number, server = self.held("-m", "emulator")
        keys = dict(
            endpoint_url=server["endpoint"], region_name=REGION, aws_access_key_id=server["accessKey"],
            aws_secret_access_key=server["secretKey"],
        )  # fmt: skip
        trust = {"Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
        role = boto3.client("iam", **keys).create_role(RoleName="r", AssumeRolePolicyDocument=json.dumps(trust))
        program = handler("def handle(event, context): return os.getpid()")
        lambdas = boto3.client("lambda", **keys)
        arn = lambdas.create_function(
            FunctionName="f", Runtime="provided.al2023", Handler="bootstrap", Role=role["Role"]["Arn"],
            Code={"ZipFile": archive(program)}, Timeout=60,
        )["FunctionArn"]  # fmt: skip
        function = json.loads(lambdas.invoke(FunctionName=arn)["Payload"].read())
        self.assertTrue(lives(function))
        os.kill(number, signal.SIGKILL)
        until(lambda: not lives(function), "the end of the function")


if __name__ == "__main__":
    unittest.main()

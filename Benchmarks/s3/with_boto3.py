#!/usr/bin/env python3
"""The same as s3-bench by boto3, with its own defaults: with_boto3.py put|get FOLDER BUCKET PREFIX"""

import concurrent.futures
import json
import os
import pathlib
import sys
import time

import boto3

# Files under way at once, which is what the AWS command line has by default.
WIDTH = 10


def main(way: str, folder: pathlib.Path, bucket: str, prefix: str) -> None:
    client = boto3.client("s3", endpoint_url=os.environ["AWS_ENDPOINT_URL_S3"])
    began = time.perf_counter()

    def put(path: pathlib.Path) -> int:
        client.upload_file(str(path), bucket, prefix + path.name)
        return path.stat().st_size

    def get(key: str) -> int:
        path = folder / key.removeprefix(prefix)
        client.download_file(bucket, key, str(path))
        return path.stat().st_size

    with concurrent.futures.ThreadPoolExecutor(WIDTH) as pool:
        if way == "put":
            bytes_done = sum(pool.map(put, sorted(folder.iterdir())))
        else:
            pages = client.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
            keys = [each["Key"] for page in pages for each in page.get("Contents", [])]
            bytes_done = sum(pool.map(get, keys))
    print(json.dumps({"seconds": time.perf_counter() - began, "bytes": bytes_done}))


if __name__ == "__main__":
    main(sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3], sys.argv[4])

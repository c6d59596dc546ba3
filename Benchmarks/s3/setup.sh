#!/bin/sh
# Makes the Python environment of the AWS command line and boto3.
exec "$(dirname "$0")/../environment.sh" .build/s3-peers s3/requirements.txt aws

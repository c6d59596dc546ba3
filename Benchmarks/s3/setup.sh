#!/bin/sh
# Makes the Python environment of the AWS command line and boto3. May be run again; what is there stays.
set -eu
cd "$(dirname "$0")/.."

environment=.build/s3-peers
installed="$environment/requirements.txt"
cmp -s s3/requirements.txt "$installed" && exit 0

rm -rf "$environment"
python3 -m venv "$environment"
"$environment/bin/pip" install --quiet --disable-pip-version-check -r s3/requirements.txt
"$environment/bin/aws" --version
# Last, so that what was broken off is begun again.
cp s3/requirements.txt "$installed"

#!/bin/sh
# Makes the Python environment in which schemathesis runs. May be run again; what is there stays.
set -eu
cd "$(dirname "$0")/../.."

environment=.build/schemathesis
installed="$environment/requirements.txt"
cmp -s Tests/Schemathesis/requirements.txt "$installed" && exit 0

rm -rf "$environment"
python3 -m venv "$environment"
"$environment/bin/pip" install --quiet --disable-pip-version-check -r Tests/Schemathesis/requirements.txt
"$environment/bin/schemathesis" --version
# Last, so that what was broken off is begun again.
cp Tests/Schemathesis/requirements.txt "$installed"

#!/bin/sh
# Makes the Python environment in which thumbor runs. May be run again; what is there stays.
set -eu
cd "$(dirname "$0")/.."

environment=.build/thumbor
installed="$environment/requirements.txt"
cmp -s server/requirements.txt "$installed" && exit 0

rm -rf "$environment"
python3 -m venv "$environment"
"$environment/bin/pip" install --quiet --disable-pip-version-check -r server/requirements.txt
"$environment/bin/thumbor" --version
# Last, so that what was broken off is begun again.
cp server/requirements.txt "$installed"

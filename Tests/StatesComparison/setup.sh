#!/bin/sh
# Makes the Python environment in which another interpreter of the States Language runs. May be run again; what is there stays.
set -eu
cd "$(dirname "$0")/../.."

environment=.build/states
installed="$environment/requirements.txt"
cmp -s Tests/StatesComparison/requirements.txt "$installed" && exit 0

rm -rf "$environment"
python3 -m venv "$environment"
"$environment/bin/pip" install --quiet --disable-pip-version-check -r Tests/StatesComparison/requirements.txt
"$environment/bin/python" -c "import moto.stepfunctions.parser.models"
# Last, so that what was broken off is begun again.
cp Tests/StatesComparison/requirements.txt "$installed"

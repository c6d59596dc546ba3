#!/bin/sh
# Makes the Python environment of the servers that the AWS tests run against. May be run again; what is there stays.
set -eu
cd "$(dirname "$0")/../.."

environment=.build/aws-servers
installed="$environment/requirements.txt"
cmp -s Tests/AWSServers/requirements.txt "$installed" && exit 0

rm -rf "$environment"
python3 -m venv "$environment"
"$environment/bin/pip" install --quiet --disable-pip-version-check -r Tests/AWSServers/requirements.txt
PYTHONPATH=Tests/AWSServers PYTHONPYCACHEPREFIX="$environment/pycache" \
	"$environment/bin/python" -c "import emulator.assembly"
"$environment/bin/weed" version >/dev/null
# Last, so that what was broken off is begun again.
cp Tests/AWSServers/requirements.txt "$installed"

#!/bin/sh
# Makes a Python environment of a file of requirements. May be run again; what is there stays.
#
#   environment.sh ENVIRONMENT REQUIREMENTS PROGRAM   the first two from this folder; PROGRAM says which version came
set -eu
cd "$(dirname "$0")"

environment=$1 requirements=$2 program=$3
installed="$environment/requirements.txt"
cmp -s "$requirements" "$installed" && exit 0

rm -rf "$environment"
python3 -m venv "$environment"
"$environment/bin/pip" install --quiet --disable-pip-version-check -r "$requirements"
"$environment/bin/$program" --version
# Last, so that what was broken off is begun again.
cp "$requirements" "$installed"

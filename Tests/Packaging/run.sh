#!/bin/sh
# Tries the archive that `make lambda` makes, as Lambda would run it. Needs the environment that `make aws-deps` makes, and the
# right to mount, as root or in a namespace of users.
#
#   run.sh ARCHIVE                         tests; LAMBDA_PROGRAM is the program that it was made of
#   run.sh ARCHIVE PROGRAM.py [ARGUMENT…]  another program of this folder
set -eu
archive=$(realpath -- "$1")
shift
[ -f "$archive" ] || { echo "There is no archive at $archive: make lambda" >&2; exit 1; }
[ -z "${LAMBDA_PROGRAM:-}" ] || LAMBDA_PROGRAM=$(realpath -- "$LAMBDA_PROGRAM")
cd "$(dirname "$0")"
export LAMBDA_ARCHIVE="$archive" LAMBDA_PROGRAM="${LAMBDA_PROGRAM:-}"
export PYTHONPATH=../AWSServers/probes:../AWSServers PYTHONPYCACHEPREFIX=../../.build/aws-servers/pycache
[ $# -gt 0 ] || set -- -m unittest
exec ../../.build/aws-servers/bin/python -W ignore "$@"

#!/bin/sh
# Rehearses the whole system against the emulator: what Deploy/aws deploys, with the archive that `make lambda` makes. Needs
# terraform, the environment that `make aws-deps` makes, and the right to mount, as root or in a namespace of users.
#
#   run.sh ARCHIVE TOOL [ARGUMENT…]   TOOL is the program `renditions`; arguments go to unittest
#
# TERRAFORM_MIRROR is as of Tests/Deployment/run.sh. REHEARSE_SEED is what choices follow from.
set -eu
archive=$(realpath -- "$1")
tool=$(realpath -- "$2")
shift 2
[ -f "$archive" ] || { echo "There is no archive at $archive: make lambda" >&2; exit 1; }
cd "$(dirname "$0")"
command -v terraform >/dev/null || { echo "Terraform is missing: https://developer.hashicorp.com/terraform/install" >&2; exit 1; }
export LAMBDA_ARCHIVE="$archive" RENDITIONS_TOOL="$tool"
export PYTHONPATH=../Deployment:../Packaging PYTHONPYCACHEPREFIX=../../.build/aws-servers/pycache
[ $# -gt 0 ] || set -- test_rehearsal
exec ../../.build/aws-servers/bin/python -W ignore -m unittest --failfast "$@"

#!/bin/sh
# Tries the deployment: Deploy/aws against the emulator. Needs terraform, and the environment that `make aws-deps` makes.
#
# TERRAFORM_MIRROR is a folder with Terraform's providers, as `terraform providers mirror` makes it; without it they come
# from the public registry.
set -eu
cd "$(dirname "$0")"
command -v terraform >/dev/null || { echo "Terraform is missing: https://developer.hashicorp.com/terraform/install" >&2; exit 1; }

python=../../.build/aws-servers/bin/python
linter=../../.build/policy-linter
if ! cmp -s requirements.txt "$linter/requirements.txt"; then
	rm -rf "$linter"
	# What it needs besides is in the environment of the servers.
	"$python" -m pip install --quiet --disable-pip-version-check --no-deps --target "$linter" -r requirements.txt
	# Last, so that what was broken off is begun again.
	cp requirements.txt "$linter/requirements.txt"
fi
PYTHONPATH="$linter" PYTHONPYCACHEPREFIX=../../.build/aws-servers/pycache exec "$python" -W ignore -m unittest "$@"

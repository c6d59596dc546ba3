#!/bin/sh
# Makes the Python environment in which thumbor runs.
exec "$(dirname "$0")/../environment.sh" .build/thumbor server/requirements.txt thumbor

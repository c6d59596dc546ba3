#!/bin/sh
# Makes the two Python environments in which the peers run. May be run again; what is there stays.
#
#   .venv        pyvips on the system's libvips, Pillow, NumPy, OpenCV
#   .venv-newer  pyvips on the newer libvips that pyvips-binary brings along
set -eu
cd "$(dirname "$0")/.."

python3 -m venv .venv
.venv/bin/pip install --quiet --upgrade pip
.venv/bin/pip install --quiet numpy pillow pyvips
.venv/bin/pip install --quiet opencv-python-headless || echo "OpenCV can't be installed; its rows will be missing" >&2

# Where pyvips finds a vips.pc when it is built, it binds to that library for good and never looks at pyvips-binary.
mkdir -p .empty
python3 -m venv .venv-newer
.venv-newer/bin/pip install --quiet --upgrade pip
.venv-newer/bin/pip install --quiet numpy
PKG_CONFIG_PATH='' PKG_CONFIG_LIBDIR="$PWD/.empty" \
    .venv-newer/bin/pip install --quiet --no-cache-dir pyvips-binary pyvips

for environment in .venv .venv-newer; do
    "$environment/bin/python" -c "import pyvips; print('$environment: libvips', *(pyvips.version(i) for i in range(3)))"
done

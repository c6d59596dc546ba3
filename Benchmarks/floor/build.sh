#!/bin/sh
# Builds vips_calls beside its source, against the libvips that pkg-config finds.
set -eu
cd "$(dirname "$0")"
# shellcheck disable=SC2046 # the flags are several words
${CC:-cc} -O2 -Wall -Wextra -Werror -o vips_calls vips_calls.c $(pkg-config --cflags --libs vips)

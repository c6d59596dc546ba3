#!/bin/sh
# Builds, beside their sources, vips_calls against the libvips that pkg-config finds and resampling against CResampling.
set -eu
cd "$(dirname "$0")"
# shellcheck disable=SC2046 # the flags are several words
${CC:-cc} -O2 -Wall -Wextra -Werror -o vips_calls vips_calls.c $(pkg-config --cflags --libs vips)
resampling=../../Sources/CResampling
# clang, because that is what SwiftPM compiles it with.
clang -O2 -Wall -Wextra -Werror -I $resampling/include -o resampling resampling.c $resampling/*.c -lm

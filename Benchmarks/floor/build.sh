#!/bin/sh
# Builds, beside their sources, vips_calls against the libvips that pkg-config finds and CResampling, and resampling
# against CResampling alone; with clang, because that is what SwiftPM compiles it with.
set -eu
cd "$(dirname "$0")"
resampling=../../Sources/CResampling
# shellcheck disable=SC2046 # the flags are several words
clang -O2 -Wall -Wextra -Werror -Wno-unused-parameter -I $resampling/include -o vips_calls vips_calls.c \
    $resampling/*.c $(pkg-config --cflags --libs vips) -lm
clang -O2 -Wall -Wextra -Werror -I $resampling/include -o resampling resampling.c $resampling/*.c -lm

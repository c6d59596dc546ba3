#pragma once

#include "CResampling.h"

#include <stdint.h>

/// Weights are fixed-point numbers with this many fractional bits: none is 2 or more, and products of 16 bits by 16
/// bits, added in pairs, are what all instruction sets have.
enum { WEIGHT_BITS = 14 };

/// One direction of the part of the input that the output shows, in pixels.
typedef struct {
    int input, output;
    double start, length;
} extent;

/// The weights of one direction: output i is the sum of weights[i * taps + k] * input[origin + first[i] + k]. The
/// weights of an output add up to exactly 1 << WEIGHT_BITS.
typedef struct filter {
    /// Even. An output that needs fewer inputs has weights of zero, whose inputs may be beyond the end.
    int taps;
    /// The first input that is used.
    int origin;
    /// Never descends.
    int *first;
    int16_t *weights;
} filter;

/// Each `first` is a multiple of `alignment`. 0 when memory is exhausted; then, too, filter_destroy is due.
int filter_create(filter *filter, extent extent, resampling_kernel kernel, int alignment);
void filter_destroy(filter *filter);

#pragma once

#include <stddef.h>
#include <stdint.h>

// Between the two functions a colour is weighted by its opacity and opacity by 255: neither is rounded, so that colours
// of nearly transparent pixels survive. The range 0 to 255 * 255 is moved down by 32768 to fit signed samples; since
// weights add up to one, mixing moves with it.

/// From pixels whose last channel is opacity.
void opacity_apply(const uint8_t *row, int pixels, int channels, int16_t *weighted);

/// From the sums that passes.mix_wide_columns makes to what passes.mix_columns makes: 8 bits and not premultiplied.
/// Pixels that are fully transparent after rounding are 0 in all channels.
void opacity_remove(const int32_t *sums, int pixels, int channels, uint8_t *columns);

#pragma once

#include "CResampling.h"
#include "Filter.h"

#include <stddef.h>
#include <stdint.h>

// Rows are mixed one output row at a time, columns GROUP output rows at a time: a pixel's weights are then the same for
// all lanes of a register, whatever the number of channels.

/// Output rows that are made together.
enum { GROUP = 8 };

/// Mixed rows of 8-bit samples have this many fractional bits. Their 16 bits have to hold 1.54 times the full range, in
/// the worst case of a Lanczos 3 in one direction.
enum { FRACTION_BITS = 6 };

/// Rows are padded to a multiple of this many samples, so that passes need no code for what is left at their end.
enum { PADDING = 32 };

/// The inner loops. All implementations give the same bits.
typedef struct {
    /// mixed[i] = the sum of rows[k][i] * weights[k], with FRACTION_BITS fractional bits. `taps` is even, `samples` a
    /// multiple of PADDING.
    void (*mix_rows)(const uint8_t *const *rows, const int16_t *weights, int taps, size_t samples, int16_t *mixed);

    /// The same for samples of 16 bits, which are halved instead, for they span all 16 bits.
    void (*mix_wide_rows)(const int16_t *const *rows, const int16_t *weights, int taps, size_t samples, int16_t *mixed);

    /// From GROUP rows, `stride` samples apart, to pairs of neighbouring pixels: for each pair, each channel, each row
    /// the two samples side by side. Reads up to three samples beyond the last pair.
    void (*pair_columns)(const int16_t *mixed, size_t stride, int pairs, int channels, int16_t *paired);

    /// For each output pixel, each channel, each row of the group the sum of weighted samples, rounded to 8 bits.
    void (*mix_columns)(const int16_t *paired, const filter *filter, int outputs, int channels, uint8_t *columns);

    /// The same for samples of 16 bits, as the sum itself.
    void (*mix_wide_columns)(const int16_t *paired, const filter *filter, int outputs, int channels, int32_t *sums);

    /// From GROUP samples for each column to GROUP rows, `stride` bytes apart. `samples` is a multiple of 8.
    void (*turn_columns)(const uint8_t *columns, size_t samples, uint8_t *rows, size_t stride);
} passes;

/// NULL where the instructions aren't there.
const passes *passes_using(resampling_instructions instructions);

extern const passes scalar_passes;
#if defined(__x86_64__)
extern const passes sse2_passes, avx2_passes;

// Wider registers don't help here.
void sse2_pair_columns(const int16_t *mixed, size_t stride, int pairs, int channels, int16_t *paired);
void sse2_turn_columns(const uint8_t *columns, size_t samples, uint8_t *rows, size_t stride);
#elif defined(__aarch64__)
extern const passes neon_passes;
#endif

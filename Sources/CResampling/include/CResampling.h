#pragma once

#include <stdint.h>

// Separable resampling of 8-bit interleaved rows: rows of the input are pushed, rows of the output are pulled, and only
// the rows that the next output row needs are held.

typedef enum {
    RESAMPLING_LINEAR,
    /// Catmull-Rom.
    RESAMPLING_CUBIC,
    RESAMPLING_MITCHELL,
    RESAMPLING_LANCZOS2,
    RESAMPLING_LANCZOS3,
} resampling_kernel;

typedef struct {
    /// Pixels, 1 to 65535 each.
    int input_width, input_height, output_width, output_height;
    /// Samples a pixel, 1 to 4.
    int channels;
    /// The part of the input that the output shows, in pixels of the input: 0, 0, input_width, input_height for all of
    /// it. After a decoder shrank 2725 columns by 2 to 1363, the true width is 1362.5. The part may reach beyond the
    /// input by less than a pixel. Pixels around the part are mixed in; those outside the input repeat its edge.
    double source_x, source_y, source_width, source_height;
    /// 1: the last of 2 to 4 channels is opacity and the others aren't premultiplied by it, neither in the input nor in
    /// the output; a pixel's colour counts as much as it is opaque. 0: all channels are alike.
    int alpha;
    resampling_kernel kernel;
} resampling_geometry;

/// The instructions to work with. Results don't depend on them.
typedef enum {
    RESAMPLING_FASTEST,
    RESAMPLING_SCALAR,
    RESAMPLING_SSE2,
    RESAMPLING_AVX2,
    RESAMPLING_NEON,
} resampling_instructions;

/// Not to be used by two threads at once.
typedef struct resampler resampler;

/// NULL for a geometry outside of what is said there, or when memory is exhausted.
resampler *resampling_create(const resampling_geometry *geometry);

/// As resampling_create; NULL also where the processor lacks the instructions. For tests and measurements.
resampler *resampling_create_using(const resampling_geometry *geometry, resampling_instructions instructions);

void resampling_destroy(resampler *resampler);

/// Copies the next row of the input: input_width * channels bytes. 1 when it was taken. 0 when it
/// wasn't: there is no room until the output rows that are ready are pulled, or the input already had all its rows.
int resampling_push(resampler *resampler, const uint8_t *row);

/// Writes the next row of the output: output_width * channels bytes. 1 when it did, 0 when more input is needed or the
/// output already had all its rows. Rows are made in groups of eight, so that up to seven more output rows' worth of
/// input may be needed than for the row itself; after the last push all remaining rows are there.
int resampling_pull(resampler *resampler, uint8_t *row);

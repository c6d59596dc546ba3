#include "CResampling.h"
#include "Filter.h"
#include "Opacity.h"
#include "Passes.h"

#include <stdlib.h>
#include <string.h>

struct resampler {
    resampling_geometry geometry;
    const passes *passes;
    filter horizontal, vertical;

    /// Pairs of input columns, and the samples that a row of them takes, padded.
    int pairs;
    size_t samples;
    /// The samples of a row of the output, padded.
    size_t output_samples;

    /// The last vertical.taps input rows, of 8 bits a sample or, with opacity, of 16.
    uint8_t *ring;
    size_t ring_stride;
    /// The rows that an output row is mixed from, in the ring.
    const void **window;
    /// GROUP rows of the output's height and the input's width, and the same by pairs of columns.
    int16_t *mixed, *paired;
    /// The group at its final size: sums (with opacity only), by column, by row.
    int32_t *sums;
    uint8_t *columns, *rows;

    /// Input rows that came; output rows that are mixed, that are finished, that went.
    int pushed, mixed_rows, finished, pulled;
};

static int minimum(int a, int b) { return a < b ? a : b; }

static size_t padded(size_t samples) { return (samples + PADDING - 1) / PADDING * PADDING; }

/// Comparisons with a NaN are false.
static int is_valid_extent(extent extent) {
    return extent.input >= 1 && extent.input <= 65535 && extent.output >= 1 && extent.output <= 65535
        && extent.length > 0 && extent.start > -1 && extent.start + extent.length < extent.input + 1;
}

static int is_valid_format(const resampling_geometry *geometry) {
    return geometry->channels >= (geometry->alpha ? 2 : 1) && geometry->channels <= 4
        && (unsigned)geometry->kernel <= RESAMPLING_LANCZOS3;
}

/// Zeroed, so that padding is defined. NULL also when the product overflows.
static void *array(size_t rows, size_t samples, size_t size) {
    size_t count;
    return __builtin_mul_overflow(rows, samples, &count) ? NULL : calloc(count, size);
}

/// Of the columns that are used, and the pairs of weight zero that a filter may reach beyond them.
static int used_pairs(const filter *horizontal, int outputs) {
    return (horizontal->first[outputs - 1] + horizontal->taps) / 2;
}

static int allocate(resampler *resampler) {
    const resampling_geometry *geometry = &resampler->geometry;
    size_t channels = (size_t)geometry->channels;
    size_t taps = (size_t)resampler->vertical.taps;
    resampler->pairs = used_pairs(&resampler->horizontal, geometry->output_width);
    // Four, because pair_columns reads pixels of up to four channels at the last pixel, too.
    resampler->samples = padded(2 * (size_t)resampler->pairs * channels + 4);
    resampler->output_samples = padded((size_t)geometry->output_width * channels);
    resampler->ring_stride = resampler->samples * (geometry->alpha ? sizeof(int16_t) : sizeof(uint8_t));

    resampler->ring = array(taps, resampler->ring_stride, 1);
    resampler->window = array(taps, 1, sizeof *resampler->window);
    resampler->mixed = array(GROUP, resampler->samples, sizeof *resampler->mixed);
    resampler->paired = array(GROUP, resampler->samples, sizeof *resampler->paired);
    resampler->columns = array(GROUP, resampler->output_samples, sizeof *resampler->columns);
    resampler->rows = array(GROUP, resampler->output_samples, sizeof *resampler->rows);
    if (geometry->alpha) resampler->sums = array(GROUP, resampler->output_samples, sizeof *resampler->sums);
    return resampler->ring && resampler->window && resampler->mixed && resampler->paired && resampler->columns
        && resampler->rows && (resampler->sums || !geometry->alpha);
}

resampler *resampling_create(const resampling_geometry *geometry) {
    return resampling_create_using(geometry, RESAMPLING_FASTEST);
}

resampler *resampling_create_using(const resampling_geometry *geometry, resampling_instructions instructions) {
    extent horizontal = {geometry->input_width, geometry->output_width, geometry->source_x, geometry->source_width};
    extent vertical = {geometry->input_height, geometry->output_height, geometry->source_y, geometry->source_height};
    const passes *passes = passes_using(instructions);
    if (!is_valid_extent(horizontal) || !is_valid_extent(vertical) || !is_valid_format(geometry)) return NULL;
    if (!passes) return NULL;

    resampler *resampler = calloc(1, sizeof *resampler);
    if (!resampler) return NULL;
    resampler->geometry = *geometry;
    resampler->passes = passes;
    // Columns are mixed by pairs that are the same for all output pixels.
    if (!filter_create(&resampler->horizontal, horizontal, geometry->kernel, 2)
        || !filter_create(&resampler->vertical, vertical, geometry->kernel, 1) || !allocate(resampler)) {
        resampling_destroy(resampler);
        return NULL;
    }
    return resampler;
}

void resampling_destroy(resampler *resampler) {
    if (!resampler) return;
    filter_destroy(&resampler->horizontal);
    filter_destroy(&resampler->vertical);
    free(resampler->ring);
    free(resampler->window);
    free(resampler->mixed);
    free(resampler->paired);
    free(resampler->sums);
    free(resampler->columns);
    free(resampler->rows);
    free(resampler);
}

static int first_row(const resampler *resampler, int output) {
    return resampler->vertical.origin + resampler->vertical.first[output];
}

static uint8_t *ring_row(const resampler *resampler, int row) {
    return resampler->ring + (size_t)(row % resampler->vertical.taps) * resampler->ring_stride;
}

static void keep(resampler *resampler, const uint8_t *row) {
    const resampling_geometry *geometry = &resampler->geometry;
    int origin = resampler->horizontal.origin;
    int width = minimum(2 * resampler->pairs, geometry->input_width - origin);
    const uint8_t *used = row + (size_t)origin * (size_t)geometry->channels;
    uint8_t *kept = ring_row(resampler, resampler->pushed);
    if (geometry->alpha) {
        opacity_apply(used, width, geometry->channels, (int16_t *)(void *)kept);
    } else {
        memcpy(kept, used, (size_t)width * (size_t)geometry->channels);
    }
}

/// Mixes input rows into the next row of the group.
static void mix_row(resampler *resampler) {
    const filter *vertical = &resampler->vertical;
    int first = first_row(resampler, resampler->mixed_rows);
    for (int k = 0; k < vertical->taps; k++) {
        // Beyond the last row weights are zero: any row will do.
        resampler->window[k] = ring_row(resampler, minimum(first + k, resampler->geometry.input_height - 1));
    }
    const int16_t *weights = vertical->weights + (size_t)resampler->mixed_rows * (size_t)vertical->taps;
    int16_t *mixed = resampler->mixed + (size_t)(resampler->mixed_rows % GROUP) * resampler->samples;
    if (resampler->geometry.alpha) {
        const int16_t *const *rows = (const int16_t *const *)(const void *)resampler->window;
        resampler->passes->mix_wide_rows(rows, weights, vertical->taps, resampler->samples, mixed);
    } else {
        const uint8_t *const *rows = (const uint8_t *const *)(const void *)resampler->window;
        resampler->passes->mix_rows(rows, weights, vertical->taps, resampler->samples, mixed);
    }
    resampler->mixed_rows++;
}

/// 1 when the next group of output rows has all its input and is mixed.
static int mix_group(resampler *resampler) {
    const resampling_geometry *geometry = &resampler->geometry;
    int end = minimum(resampler->finished + GROUP, geometry->output_height);
    while (resampler->mixed_rows < end) {
        int needed = first_row(resampler, resampler->mixed_rows) + resampler->vertical.taps;
        if (resampler->pushed < minimum(needed, geometry->input_height)) return 0;
        mix_row(resampler);
    }
    return 1;
}

/// Whether the next input row would overwrite one that the next output row needs.
static int is_full(const resampler *resampler) {
    return resampler->mixed_rows < resampler->geometry.output_height
        && resampler->pushed - first_row(resampler, resampler->mixed_rows) >= resampler->vertical.taps;
}

int resampling_push(resampler *resampler, const uint8_t *row) {
    if (resampler->pushed == resampler->geometry.input_height) return 0;
    if (is_full(resampler)) {
        mix_group(resampler);
        if (is_full(resampler)) return 0;
    }
    if (resampler->mixed_rows < resampler->geometry.output_height
        && resampler->pushed >= first_row(resampler, resampler->mixed_rows)) {
        keep(resampler, row);
    }
    resampler->pushed++;
    return 1;
}

static void finish_group(resampler *resampler) {
    const resampling_geometry *geometry = &resampler->geometry;
    const passes *passes = resampler->passes;
    const filter *horizontal = &resampler->horizontal;
    int outputs = geometry->output_width, channels = geometry->channels;
    passes->pair_columns(resampler->mixed, resampler->samples, resampler->pairs, channels, resampler->paired);
    if (geometry->alpha) {
        passes->mix_wide_columns(resampler->paired, horizontal, outputs, channels, resampler->sums);
        opacity_remove(resampler->sums, outputs, channels, resampler->columns);
    } else {
        passes->mix_columns(resampler->paired, horizontal, outputs, channels, resampler->columns);
    }
    passes->turn_columns(resampler->columns, resampler->output_samples, resampler->rows, resampler->output_samples);
    resampler->finished = resampler->mixed_rows;
}

int resampling_pull(resampler *resampler, uint8_t *row) {
    const resampling_geometry *geometry = &resampler->geometry;
    if (resampler->pulled == geometry->output_height) return 0;
    if (resampler->pulled == resampler->finished) {
        if (!mix_group(resampler)) return 0;
        finish_group(resampler);
    }
    size_t group_row = (size_t)(resampler->pulled % GROUP);
    memcpy(row, resampler->rows + group_row * resampler->output_samples,
           (size_t)geometry->output_width * (size_t)geometry->channels);
    resampler->pulled++;
    return 1;
}

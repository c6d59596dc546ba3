#include "Passes.h"

static int16_t rounded_16(int32_t sum, int bits) {
    int32_t value = (sum + (1 << (bits - 1))) >> bits;
    return (int16_t)(value < INT16_MIN ? INT16_MIN : value > INT16_MAX ? INT16_MAX : value);
}

static uint8_t rounded_8(int32_t sum, int bits) {
    int32_t value = (sum + (1 << (bits - 1))) >> bits;
    return (uint8_t)(value < 0 ? 0 : value > 255 ? 255 : value);
}

static void mix_rows(const uint8_t *const *rows, const int16_t *weights, int taps, size_t samples, int16_t *mixed) {
    for (size_t i = 0; i < samples; i += PADDING) {
        int32_t sums[PADDING] = {0};
        for (int k = 0; k < taps; k++) {
            for (size_t lane = 0; lane < PADDING; lane++) sums[lane] += rows[k][i + lane] * weights[k];
        }
        for (size_t lane = 0; lane < PADDING; lane++) {
            mixed[i + lane] = rounded_16(sums[lane], WEIGHT_BITS - FRACTION_BITS);
        }
    }
}

static void mix_wide_rows(
    const int16_t *const *rows, const int16_t *weights, int taps, size_t samples, int16_t *mixed) {
    for (size_t i = 0; i < samples; i += PADDING) {
        int32_t sums[PADDING] = {0};
        for (int k = 0; k < taps; k++) {
            for (size_t lane = 0; lane < PADDING; lane++) sums[lane] += rows[k][i + lane] * weights[k];
        }
        for (size_t lane = 0; lane < PADDING; lane++) mixed[i + lane] = rounded_16(sums[lane], WEIGHT_BITS + 1);
    }
}

static void pair_columns(const int16_t *mixed, size_t stride, int pairs, int channels, int16_t *paired) {
    size_t width = (size_t)channels;
    for (size_t pair = 0; pair < (size_t)pairs; pair++) {
        for (size_t channel = 0; channel < width; channel++) {
            for (size_t row = 0; row < GROUP; row++) {
                const int16_t *sample = mixed + row * stride + 2 * pair * width + channel;
                *paired++ = sample[0];
                *paired++ = sample[width];
            }
        }
    }
}

/// The sums of one channel of one output pixel for all rows.
static inline void mix(const int16_t *pair, const int16_t *weights, int taps, size_t step, int32_t sums[GROUP]) {
    for (size_t row = 0; row < GROUP; row++) sums[row] = 0;
    for (int k = 0; k < taps; k += 2) {
        for (size_t row = 0; row < GROUP; row++) {
            sums[row] += pair[2 * row] * weights[k] + pair[2 * row + 1] * weights[k + 1];
        }
        pair += step;
    }
}

static void mix_wide_columns(const int16_t *paired, const filter *filter, int outputs, int channels, int32_t *sums) {
    size_t step = (size_t)channels * 2 * GROUP;
    for (int i = 0; i < outputs; i++) {
        const int16_t *pair = paired + (size_t)(filter->first[i] / 2) * step;
        const int16_t *weights = filter->weights + (size_t)i * (size_t)filter->taps;
        for (int channel = 0; channel < channels; channel++) {
            mix(pair + channel * 2 * GROUP, weights, filter->taps, step, sums);
            sums += GROUP;
        }
    }
}

static void mix_columns(const int16_t *paired, const filter *filter, int outputs, int channels, uint8_t *columns) {
    size_t step = (size_t)channels * 2 * GROUP;
    for (int i = 0; i < outputs; i++) {
        const int16_t *pair = paired + (size_t)(filter->first[i] / 2) * step;
        const int16_t *weights = filter->weights + (size_t)i * (size_t)filter->taps;
        for (int channel = 0; channel < channels; channel++) {
            int32_t sums[GROUP];
            mix(pair + channel * 2 * GROUP, weights, filter->taps, step, sums);
            for (size_t row = 0; row < GROUP; row++) *columns++ = rounded_8(sums[row], WEIGHT_BITS + FRACTION_BITS);
        }
    }
}

static void turn_columns(const uint8_t *columns, size_t samples, uint8_t *rows, size_t stride) {
    for (size_t i = 0; i < samples; i++) {
        for (size_t row = 0; row < GROUP; row++) rows[row * stride + i] = columns[i * GROUP + row];
    }
}

const passes scalar_passes = {
    mix_rows, mix_wide_rows, pair_columns, mix_columns, mix_wide_columns, turn_columns,
};

#include "Passes.h"

#if defined(__aarch64__)

#include <arm_neon.h>

/// The sums of eight samples, one register for each half.
typedef int32x4x2_t sums;

static inline sums nothing(void) { return (sums){{vdupq_n_s32(0), vdupq_n_s32(0)}}; }

static inline sums add(sums sums, int16x8_t samples, int16_t weight) {
    sums.val[0] = vmlal_n_s16(sums.val[0], vget_low_s16(samples), weight);
    sums.val[1] = vmlal_high_n_s16(sums.val[1], samples, weight);
    return sums;
}

/// Rounding in 32 bits and saturating to 16 in two steps, as on other processors.
#define ROUNDED(sums, bits) \
    vcombine_s16(vqmovn_s32(vrshrq_n_s32((sums).val[0], bits)), vqmovn_s32(vrshrq_n_s32((sums).val[1], bits)))

static void mix_rows(const uint8_t *const *rows, const int16_t *weights, int taps, size_t samples, int16_t *mixed) {
    for (size_t i = 0; i < samples; i += 16) {
        sums low = nothing(), high = nothing();
        for (int k = 0; k < taps; k++) {
            uint8x16_t row = vld1q_u8(rows[k] + i);
            low = add(low, vreinterpretq_s16_u16(vmovl_u8(vget_low_u8(row))), weights[k]);
            high = add(high, vreinterpretq_s16_u16(vmovl_high_u8(row)), weights[k]);
        }
        vst1q_s16(mixed + i, ROUNDED(low, WEIGHT_BITS - FRACTION_BITS));
        vst1q_s16(mixed + i + 8, ROUNDED(high, WEIGHT_BITS - FRACTION_BITS));
    }
}

static void mix_wide_rows(
    const int16_t *const *rows, const int16_t *weights, int taps, size_t samples, int16_t *mixed) {
    for (size_t i = 0; i < samples; i += 16) {
        sums low = nothing(), high = nothing();
        for (int k = 0; k < taps; k++) {
            low = add(low, vld1q_s16(rows[k] + i), weights[k]);
            high = add(high, vld1q_s16(rows[k] + i + 8), weights[k]);
        }
        vst1q_s16(mixed + i, ROUNDED(low, WEIGHT_BITS + 1));
        vst1q_s16(mixed + i + 8, ROUNDED(high, WEIGHT_BITS + 1));
    }
}

/// Up to four channels of two neighbouring pixels, by channel.
static inline uint32x4_t pixels(const int16_t *samples, size_t channels) {
    int16x4x2_t pair = vzip_s16(vld1_s16(samples), vld1_s16(samples + channels));
    return vreinterpretq_u32_s16(vcombine_s16(pair.val[0], pair.val[1]));
}

static void pair_columns(const int16_t *mixed, size_t stride, int pairs, int channels, int16_t *paired) {
    size_t width = (size_t)channels;
    for (int pair = 0; pair < pairs; pair++) {
        // By channel, by row.
        uint32_t samples[4][GROUP];
        for (size_t half = 0; half < GROUP; half += 4) {
            const int16_t *row = mixed + half * stride;
            uint32x4_t row0 = pixels(row, width), row1 = pixels(row + stride, width);
            uint32x4_t row2 = pixels(row + 2 * stride, width), row3 = pixels(row + 3 * stride, width);
            uint32x4x2_t rows02 = vzipq_u32(row0, row2), rows13 = vzipq_u32(row1, row3);
            uint32x4x2_t channels01 = vzipq_u32(rows02.val[0], rows13.val[0]);
            uint32x4x2_t channels23 = vzipq_u32(rows02.val[1], rows13.val[1]);
            vst1q_u32(samples[0] + half, channels01.val[0]);
            vst1q_u32(samples[1] + half, channels01.val[1]);
            vst1q_u32(samples[2] + half, channels23.val[0]);
            vst1q_u32(samples[3] + half, channels23.val[1]);
        }
        for (size_t channel = 0; channel < width; channel++) {
            vst1q_s16(paired, vreinterpretq_s16_u32(vld1q_u32(samples[channel])));
            vst1q_s16(paired + GROUP, vreinterpretq_s16_u32(vld1q_u32(samples[channel] + 4)));
            paired += 2 * GROUP;
        }
        mixed += 2 * width;
    }
}

/// The sums of one channel of one output pixel for all rows.
static inline sums mix(const int16_t *pair, const int16_t *weights, int taps, size_t step) {
    sums sums = nothing();
    for (int k = 0; k < taps; k += 2) {
        int16x8x2_t samples = vld2q_s16(pair);
        sums = add(sums, samples.val[0], weights[k]);
        sums = add(sums, samples.val[1], weights[k + 1]);
        pair += step;
    }
    return sums;
}

static void mix_columns(const int16_t *paired, const filter *filter, int outputs, int channels, uint8_t *columns) {
    size_t width = (size_t)channels, taps = (size_t)filter->taps;
    for (size_t i = 0; i < (size_t)outputs; i++) {
        const int16_t *pair = paired + (size_t)filter->first[i] * GROUP * width;
        for (size_t channel = 0; channel < width; channel++) {
            sums sums = mix(
                pair + channel * 2 * GROUP, filter->weights + i * taps, filter->taps, 2 * GROUP * width);
            vst1_u8(columns, vqmovun_s16(ROUNDED(sums, WEIGHT_BITS + FRACTION_BITS)));
            columns += GROUP;
        }
    }
}

static void mix_wide_columns(const int16_t *paired, const filter *filter, int outputs, int channels, int32_t *columns) {
    size_t width = (size_t)channels, taps = (size_t)filter->taps;
    for (size_t i = 0; i < (size_t)outputs; i++) {
        const int16_t *pair = paired + (size_t)filter->first[i] * GROUP * width;
        for (size_t channel = 0; channel < width; channel++) {
            sums sums = mix(
                pair + channel * 2 * GROUP, filter->weights + i * taps, filter->taps, 2 * GROUP * width);
            vst1q_s32(columns, sums.val[0]);
            vst1q_s32(columns + 4, sums.val[1]);
            columns += GROUP;
        }
    }
}

/// Eight columns of eight rows a round: columns 0 and 4, 1 and 5 and so on side by side, then by twos, then by ones.
static void turn_columns(const uint8_t *columns, size_t samples, uint8_t *rows, size_t stride) {
    for (size_t i = 0; i < samples; i += 8) {
        const uint8_t *tile = columns + i * GROUP;
        uint8x16_t s01 = vld1q_u8(tile), s23 = vld1q_u8(tile + 16);
        uint8x16_t s45 = vld1q_u8(tile + 32), s67 = vld1q_u8(tile + 48);
        uint8x16_t s04 = vzip1q_u8(s01, s45), s15 = vzip2q_u8(s01, s45);
        uint8x16_t s26 = vzip1q_u8(s23, s67), s37 = vzip2q_u8(s23, s67);
        uint8x16x2_t even = vzipq_u8(s04, s26), odd = vzipq_u8(s15, s37);
        for (size_t half = 0; half < 2; half++) {
            uint8x16x2_t two = vzipq_u8(even.val[half], odd.val[half]);
            for (size_t pair = 0; pair < 2; pair++) {
                uint8_t *row = rows + (4 * half + 2 * pair) * stride + i;
                vst1_u8(row, vget_low_u8(two.val[pair]));
                vst1_u8(row + stride, vget_high_u8(two.val[pair]));
            }
        }
    }
}

const passes neon_passes = {
    mix_rows, mix_wide_rows, pair_columns, mix_columns, mix_wide_columns, turn_columns,
};

#endif

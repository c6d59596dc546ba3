#include "Passes.h"

#if defined(__x86_64__)

#include <immintrin.h>
#include <string.h>

#define AVX2 __attribute__((target("avx2")))
#define AVX2_INLINE static inline __attribute__((target("avx2"), always_inline))

/// The weights of two neighbouring taps in all lanes, as multiply-and-add wants them.
AVX2_INLINE __m256i both(const int16_t *weights) {
    int pair;
    memcpy(&pair, weights, sizeof pair);
    return _mm256_set1_epi32(pair);
}

AVX2_INLINE __m256i load(const void *address) { return _mm256_loadu_si256(address); }

/// The sums of sixteen samples, rounded to 16 bits; in each half of the registers, eight.
AVX2_INLINE __m256i rounded(__m256i low, __m256i high, int bits) {
    __m256i half = _mm256_set1_epi32(1 << (bits - 1));
    low = _mm256_srai_epi32(_mm256_add_epi32(low, half), bits);
    high = _mm256_srai_epi32(_mm256_add_epi32(high, half), bits);
    return _mm256_packs_epi32(low, high);
}

AVX2 static void mix_rows(
    const uint8_t *const *rows, const int16_t *weights, int taps, size_t samples, int16_t *mixed) {
    const __m256i zero = _mm256_setzero_si256();
    for (size_t i = 0; i < samples; i += 32) {
        __m256i a = zero, b = zero, c = zero, d = zero;
        for (int k = 0; k < taps; k += 2) {
            __m256i weight = both(weights + k);
            __m256i first = load(rows[k] + i), second = load(rows[k + 1] + i);
            __m256i low = _mm256_unpacklo_epi8(first, second), high = _mm256_unpackhi_epi8(first, second);
            a = _mm256_add_epi32(a, _mm256_madd_epi16(_mm256_unpacklo_epi8(low, zero), weight));
            b = _mm256_add_epi32(b, _mm256_madd_epi16(_mm256_unpackhi_epi8(low, zero), weight));
            c = _mm256_add_epi32(c, _mm256_madd_epi16(_mm256_unpacklo_epi8(high, zero), weight));
            d = _mm256_add_epi32(d, _mm256_madd_epi16(_mm256_unpackhi_epi8(high, zero), weight));
        }
        // Unpacking works within halves: samples 0 to 7 and 16 to 23 are in ab, 8 to 15 and 24 to 31 in cd.
        __m256i ab = rounded(a, b, WEIGHT_BITS - FRACTION_BITS), cd = rounded(c, d, WEIGHT_BITS - FRACTION_BITS);
        _mm256_storeu_si256((__m256i *)(mixed + i), _mm256_permute2x128_si256(ab, cd, 0x20));
        _mm256_storeu_si256((__m256i *)(mixed + i + 16), _mm256_permute2x128_si256(ab, cd, 0x31));
    }
}

AVX2 static void mix_wide_rows(
    const int16_t *const *rows, const int16_t *weights, int taps, size_t samples, int16_t *mixed) {
    for (size_t i = 0; i < samples; i += 32) {
        __m256i a = _mm256_setzero_si256(), b = a, c = a, d = a;
        for (int k = 0; k < taps; k += 2) {
            __m256i weight = both(weights + k);
            __m256i first = load(rows[k] + i), second = load(rows[k + 1] + i);
            a = _mm256_add_epi32(a, _mm256_madd_epi16(_mm256_unpacklo_epi16(first, second), weight));
            b = _mm256_add_epi32(b, _mm256_madd_epi16(_mm256_unpackhi_epi16(first, second), weight));
            first = load(rows[k] + i + 16), second = load(rows[k + 1] + i + 16);
            c = _mm256_add_epi32(c, _mm256_madd_epi16(_mm256_unpacklo_epi16(first, second), weight));
            d = _mm256_add_epi32(d, _mm256_madd_epi16(_mm256_unpackhi_epi16(first, second), weight));
        }
        _mm256_storeu_si256((__m256i *)(mixed + i), rounded(a, b, WEIGHT_BITS + 1));
        _mm256_storeu_si256((__m256i *)(mixed + i + 16), rounded(c, d, WEIGHT_BITS + 1));
    }
}

/// The sums of all channels of one output pixel: a register of eight rows for each channel.
AVX2_INLINE void mix(const int16_t *pair, const int16_t *weights, int taps, int channels, __m256i *sums) {
    for (int i = 0; i < channels; i++) sums[i] = _mm256_setzero_si256();
    for (int k = 0; k < taps; k += 2) {
        __m256i weight = both(weights + k);
        for (int i = 0; i < channels; i++) {
            sums[i] = _mm256_add_epi32(sums[i], _mm256_madd_epi16(load(pair + 16 * i), weight));
        }
        pair += 2 * GROUP * channels;
    }
}

AVX2_INLINE void mix_channels(
    const int16_t *paired, const filter *filter, int outputs, int channels, uint8_t *columns) {
    for (int i = 0; i < outputs; i++) {
        __m256i sums[4];
        mix(paired + (size_t)filter->first[i] * GROUP * (size_t)channels,
            filter->weights + (size_t)i * (size_t)filter->taps, filter->taps, channels, sums);
        for (int channel = 0; channel < channels; channel++) {
            __m256i words = rounded(sums[channel], sums[channel], WEIGHT_BITS + FRACTION_BITS);
            __m128i group = _mm_unpacklo_epi64(_mm256_castsi256_si128(words), _mm256_extracti128_si256(words, 1));
            _mm_storel_epi64((__m128i *)columns, _mm_packus_epi16(group, group));
            columns += GROUP;
        }
    }
}

AVX2 static void mix_columns(
    const int16_t *paired, const filter *filter, int outputs, int channels, uint8_t *columns) {
    switch (channels) {
    case 1: mix_channels(paired, filter, outputs, 1, columns); break;
    case 2: mix_channels(paired, filter, outputs, 2, columns); break;
    case 3: mix_channels(paired, filter, outputs, 3, columns); break;
    case 4: mix_channels(paired, filter, outputs, 4, columns); break;
    }
}

AVX2_INLINE void mix_wide_channels(
    const int16_t *paired, const filter *filter, int outputs, int channels, int32_t *columns) {
    for (int i = 0; i < outputs; i++) {
        __m256i sums[4];
        mix(paired + (size_t)filter->first[i] * GROUP * (size_t)channels,
            filter->weights + (size_t)i * (size_t)filter->taps, filter->taps, channels, sums);
        memcpy(columns, sums, (size_t)channels * GROUP * sizeof *columns);
        columns += channels * GROUP;
    }
}

AVX2 static void mix_wide_columns(
    const int16_t *paired, const filter *filter, int outputs, int channels, int32_t *sums) {
    switch (channels) {
    case 2: mix_wide_channels(paired, filter, outputs, 2, sums); break;
    case 3: mix_wide_channels(paired, filter, outputs, 3, sums); break;
    case 4: mix_wide_channels(paired, filter, outputs, 4, sums); break;
    }
}

const passes avx2_passes = {
    mix_rows, mix_wide_rows, sse2_pair_columns, mix_columns, mix_wide_columns, sse2_turn_columns,
};

#endif

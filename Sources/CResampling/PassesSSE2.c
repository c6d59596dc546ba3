#include "Passes.h"

#if defined(__x86_64__)

#include <emmintrin.h>
#include <string.h>

/// The weights of two neighbouring taps in all lanes, as multiply-and-add wants them.
static inline __m128i both(const int16_t *weights) {
    int pair;
    memcpy(&pair, weights, sizeof pair);
    return _mm_set1_epi32(pair);
}

static inline __m128i load(const void *address) { return _mm_loadu_si128(address); }

/// The sums of eight samples, rounded to 16 bits.
static inline __m128i rounded(__m128i low, __m128i high, int bits) {
    __m128i half = _mm_set1_epi32(1 << (bits - 1));
    low = _mm_srai_epi32(_mm_add_epi32(low, half), bits);
    high = _mm_srai_epi32(_mm_add_epi32(high, half), bits);
    return _mm_packs_epi32(low, high);
}

static void mix_rows(const uint8_t *const *rows, const int16_t *weights, int taps, size_t samples, int16_t *mixed) {
    const __m128i zero = _mm_setzero_si128();
    for (size_t i = 0; i < samples; i += 16) {
        __m128i a = zero, b = zero, c = zero, d = zero;
        for (int k = 0; k < taps; k += 2) {
            __m128i weight = both(weights + k);
            __m128i first = load(rows[k] + i), second = load(rows[k + 1] + i);
            __m128i low = _mm_unpacklo_epi8(first, second), high = _mm_unpackhi_epi8(first, second);
            a = _mm_add_epi32(a, _mm_madd_epi16(_mm_unpacklo_epi8(low, zero), weight));
            b = _mm_add_epi32(b, _mm_madd_epi16(_mm_unpackhi_epi8(low, zero), weight));
            c = _mm_add_epi32(c, _mm_madd_epi16(_mm_unpacklo_epi8(high, zero), weight));
            d = _mm_add_epi32(d, _mm_madd_epi16(_mm_unpackhi_epi8(high, zero), weight));
        }
        _mm_storeu_si128((__m128i *)(mixed + i), rounded(a, b, WEIGHT_BITS - FRACTION_BITS));
        _mm_storeu_si128((__m128i *)(mixed + i + 8), rounded(c, d, WEIGHT_BITS - FRACTION_BITS));
    }
}

static void mix_wide_rows(
    const int16_t *const *rows, const int16_t *weights, int taps, size_t samples, int16_t *mixed) {
    for (size_t i = 0; i < samples; i += 8) {
        __m128i a = _mm_setzero_si128(), b = a;
        for (int k = 0; k < taps; k += 2) {
            __m128i weight = both(weights + k);
            __m128i first = load(rows[k] + i), second = load(rows[k + 1] + i);
            a = _mm_add_epi32(a, _mm_madd_epi16(_mm_unpacklo_epi16(first, second), weight));
            b = _mm_add_epi32(b, _mm_madd_epi16(_mm_unpackhi_epi16(first, second), weight));
        }
        _mm_storeu_si128((__m128i *)(mixed + i), rounded(a, b, WEIGHT_BITS + 1));
    }
}

/// Up to four channels of two neighbouring pixels, by channel.
static inline __m128i pixels(const int16_t *samples, size_t channels) {
    return _mm_unpacklo_epi16(
        _mm_loadl_epi64((const __m128i *)samples), _mm_loadl_epi64((const __m128i *)(samples + channels)));
}

/// Writes half a group: four rows of up to four channels, from rows to channels.
static inline void store_half(
    __m128i row0, __m128i row1, __m128i row2, __m128i row3, size_t channels, int16_t *paired) {
    __m128i low01 = _mm_unpacklo_epi32(row0, row1), low23 = _mm_unpacklo_epi32(row2, row3);
    __m128i high01 = _mm_unpackhi_epi32(row0, row1), high23 = _mm_unpackhi_epi32(row2, row3);
    __m128i *output = (__m128i *)paired;
    _mm_storeu_si128(output, _mm_unpacklo_epi64(low01, low23));
    if (channels > 1) _mm_storeu_si128(output + 2, _mm_unpackhi_epi64(low01, low23));
    if (channels > 2) _mm_storeu_si128(output + 4, _mm_unpacklo_epi64(high01, high23));
    if (channels > 3) _mm_storeu_si128(output + 6, _mm_unpackhi_epi64(high01, high23));
}

static inline __attribute__((always_inline)) void pair_channels(
    const int16_t *mixed, size_t stride, int pairs, size_t channels, int16_t *paired) {
    for (int pair = 0; pair < pairs; pair++) {
        for (size_t half = 0; half < 2; half++) {
            const int16_t *rows = mixed + half * 4 * stride;
            store_half(
                pixels(rows, channels), pixels(rows + stride, channels), pixels(rows + 2 * stride, channels),
                pixels(rows + 3 * stride, channels), channels, paired + half * GROUP);
        }
        mixed += 2 * channels;
        paired += 2 * GROUP * channels;
    }
}

void sse2_pair_columns(const int16_t *mixed, size_t stride, int pairs, int channels, int16_t *paired) {
    switch (channels) {
    case 1: pair_channels(mixed, stride, pairs, 1, paired); break;
    case 2: pair_channels(mixed, stride, pairs, 2, paired); break;
    case 3: pair_channels(mixed, stride, pairs, 3, paired); break;
    case 4: pair_channels(mixed, stride, pairs, 4, paired); break;
    }
}

/// The sums of all channels of one output pixel: two registers, of four rows each, for each channel.
static inline __attribute__((always_inline)) void mix(
    const int16_t *pair, const int16_t *weights, int taps, int channels, __m128i *sums) {
    for (int i = 0; i < 2 * channels; i++) sums[i] = _mm_setzero_si128();
    for (int k = 0; k < taps; k += 2) {
        __m128i weight = both(weights + k);
        for (int i = 0; i < 2 * channels; i++) {
            sums[i] = _mm_add_epi32(sums[i], _mm_madd_epi16(load(pair + 8 * i), weight));
        }
        pair += 2 * GROUP * channels;
    }
}

static inline __attribute__((always_inline)) void mix_channels(
    const int16_t *paired, const filter *filter, int outputs, int channels, uint8_t *columns) {
    for (int i = 0; i < outputs; i++) {
        __m128i sums[8];
        mix(paired + (size_t)filter->first[i] * GROUP * (size_t)channels,
            filter->weights + (size_t)i * (size_t)filter->taps, filter->taps, channels, sums);
        for (int channel = 0; channel < channels; channel++) {
            __m128i words = rounded(sums[2 * channel], sums[2 * channel + 1], WEIGHT_BITS + FRACTION_BITS);
            _mm_storel_epi64((__m128i *)columns, _mm_packus_epi16(words, words));
            columns += GROUP;
        }
    }
}

static void mix_columns(const int16_t *paired, const filter *filter, int outputs, int channels, uint8_t *columns) {
    switch (channels) {
    case 1: mix_channels(paired, filter, outputs, 1, columns); break;
    case 2: mix_channels(paired, filter, outputs, 2, columns); break;
    case 3: mix_channels(paired, filter, outputs, 3, columns); break;
    case 4: mix_channels(paired, filter, outputs, 4, columns); break;
    }
}

static inline __attribute__((always_inline)) void mix_wide_channels(
    const int16_t *paired, const filter *filter, int outputs, int channels, int32_t *columns) {
    for (int i = 0; i < outputs; i++) {
        __m128i sums[8];
        mix(paired + (size_t)filter->first[i] * GROUP * (size_t)channels,
            filter->weights + (size_t)i * (size_t)filter->taps, filter->taps, channels, sums);
        memcpy(columns, sums, (size_t)channels * GROUP * sizeof *columns);
        columns += channels * GROUP;
    }
}

static void mix_wide_columns(const int16_t *paired, const filter *filter, int outputs, int channels, int32_t *sums) {
    switch (channels) {
    case 2: mix_wide_channels(paired, filter, outputs, 2, sums); break;
    case 3: mix_wide_channels(paired, filter, outputs, 3, sums); break;
    case 4: mix_wide_channels(paired, filter, outputs, 4, sums); break;
    }
}

/// Eight columns of eight rows a round: samples 0 and 4, 1 and 5 and so on side by side, then by twos, then by ones.
void sse2_turn_columns(const uint8_t *columns, size_t samples, uint8_t *rows, size_t stride) {
    for (size_t i = 0; i < samples; i += 8) {
        const uint8_t *tile = columns + i * GROUP;
        __m128i s01 = load(tile), s23 = load(tile + 16), s45 = load(tile + 32), s67 = load(tile + 48);
        __m128i s04 = _mm_unpacklo_epi8(s01, s45), s15 = _mm_unpackhi_epi8(s01, s45);
        __m128i s26 = _mm_unpacklo_epi8(s23, s67), s37 = _mm_unpackhi_epi8(s23, s67);
        __m128i even[2] = {_mm_unpacklo_epi8(s04, s26), _mm_unpackhi_epi8(s04, s26)};
        __m128i odd[2] = {_mm_unpacklo_epi8(s15, s37), _mm_unpackhi_epi8(s15, s37)};
        for (size_t half = 0; half < 2; half++) {
            __m128i two[2] = {_mm_unpacklo_epi8(even[half], odd[half]), _mm_unpackhi_epi8(even[half], odd[half])};
            for (size_t pair = 0; pair < 2; pair++) {
                uint8_t *row = rows + (4 * half + 2 * pair) * stride + i;
                _mm_storel_epi64((__m128i *)row, two[pair]);
                _mm_storel_epi64((__m128i *)(row + stride), _mm_unpackhi_epi64(two[pair], two[pair]));
            }
        }
    }
}

const passes sse2_passes = {
    mix_rows, mix_wide_rows, sse2_pair_columns, mix_columns, mix_wide_columns, sse2_turn_columns,
};

#endif

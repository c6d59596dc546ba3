#include "Opacity.h"

#include "Passes.h"

static inline __attribute__((always_inline)) void apply(
    const uint8_t *row, size_t pixels, size_t channels, int16_t *weighted) {
    for (size_t i = 0; i < pixels; i++) {
        int opacity = row[channels - 1];
        for (size_t channel = 0; channel < channels - 1; channel++) {
            weighted[channel] = (int16_t)(row[channel] * opacity - 32768);
        }
        weighted[channels - 1] = (int16_t)(255 * opacity - 32768);
        row += channels;
        weighted += channels;
    }
}

void opacity_apply(const uint8_t *row, int pixels, int channels, int16_t *weighted) {
    switch (channels) {
    case 2: apply(row, (size_t)pixels, 2, weighted); break;
    case 3: apply(row, (size_t)pixels, 3, weighted); break;
    case 4: apply(row, (size_t)pixels, 4, weighted); break;
    }
}

/// What a sum of no opacity is, after passes.mix_wide_rows has halved it; and a sum of full opacity, above that.
static const int32_t none = -16384 * (1 << WEIGHT_BITS);
static const float full = 255.0f * 255 / 2 * (1 << WEIGHT_BITS);

static inline uint8_t rounded(float value) {
    float bounded = value < 0 ? 0 : value > 255 ? 255 : value;
    return (uint8_t)(int)(bounded + 0.5f);
}

void opacity_remove(const int32_t *sums, int pixels, int channels, uint8_t *columns) {
    for (int i = 0; i < pixels; i++) {
        const int32_t *opacities = sums + (channels - 1) * GROUP;
        uint8_t alpha[GROUP];
        float scale[GROUP];
        for (int row = 0; row < GROUP; row++) {
            float opacity = (float)(opacities[row] - none);
            alpha[row] = rounded(opacity * (255 / full));
            scale[row] = alpha[row] ? 255 / opacity : 0;
        }
        for (int channel = 0; channel < channels - 1; channel++) {
            for (int row = 0; row < GROUP; row++) columns[row] = rounded((float)(sums[row] - none) * scale[row]);
            sums += GROUP;
            columns += GROUP;
        }
        for (int row = 0; row < GROUP; row++) columns[row] = alpha[row];
        sums += GROUP;
        columns += GROUP;
    }
}

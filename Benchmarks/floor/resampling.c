// The CPU time of CResampling alone, by instruction set: the least of several runs over generated rows.

#include "CResampling.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { RUNS = 7 };

static const char *const names[] = {
    [RESAMPLING_SCALAR] = "scalar", [RESAMPLING_SSE2] = "SSE2", [RESAMPLING_AVX2] = "AVX2", [RESAMPLING_NEON] = "NEON",
};

static double milliseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/// Negative where the instructions aren't there.
static double measure(
    const resampling_geometry *geometry, resampling_instructions instructions, const uint8_t *input, uint8_t *row) {
    size_t stride = (size_t)geometry->input_width * (size_t)geometry->channels;
    double start = milliseconds();
    resampler *resampler = resampling_create_using(geometry, instructions);
    if (!resampler) return -1;
    for (size_t y = 0; y < (size_t)geometry->input_height; y++) {
        resampling_push(resampler, input + y * stride);
        while (resampling_pull(resampler, row)) {}
    }
    resampling_destroy(resampler);
    return milliseconds() - start;
}

static void report(int input_width, int input_height, int output_width, int output_height, int alpha) {
    resampling_geometry geometry = {
        .input_width = input_width, .input_height = input_height,
        .output_width = output_width, .output_height = output_height,
        .channels = alpha ? 4 : 3, .source_width = input_width, .source_height = input_height,
        .alpha = alpha, .kernel = RESAMPLING_LANCZOS3,
    };
    size_t samples = (size_t)input_width * (size_t)input_height * (size_t)geometry.channels;
    uint8_t *input = malloc(samples), *row = malloc((size_t)output_width * (size_t)geometry.channels);
    if (!input || !row) exit(1);
    for (size_t i = 0; i < samples; i++) input[i] = (uint8_t)rand();

    printf("%dx%d to %dx%d %s:", input_width, input_height, output_width, output_height, alpha ? "RGBA" : "RGB");
    for (resampling_instructions i = RESAMPLING_SCALAR; i <= RESAMPLING_NEON; i++) {
        double least = -1;
        for (int run = 0; run < RUNS; run++) {
            double time = measure(&geometry, i, input, row);
            if (least < 0 || time < least) least = time;
        }
        if (least >= 0) printf(" %s %.1f ms", names[i], least);
    }
    printf("\n");
    free(input);
    free(row);
}

int main(void) {
    report(2725, 2225, 720, 588, 0);
    report(4000, 6000, 2560, 3840, 0);
    report(2560, 3840, 1280, 1920, 0);
    report(2048, 1536, 720, 540, 1);
    report(720, 588, 1440, 1176, 0);
}

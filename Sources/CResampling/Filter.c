#include "Filter.h"

#include <math.h>
#include <stdlib.h>

static const double pi = 3.14159265358979323846;

static double lanczos2(double x) {
    if (x == 0) return 1;
    return 2 * sin(pi * x) * sin(pi * x / 2) / (pi * pi * x * x);
}

/// With one sine for two, sin 3a = 3 sin a - 4 sin^3 a, because sines are most of what creating a filter costs.
static double lanczos3(double x) {
    if (x == 0) return 1;
    double sine = sin(pi * x / 3);
    return 3 * (3 - 4 * sine * sine) * sine * sine / (pi * pi * x * x);
}

/// Mitchell and Netravali, "Reconstruction Filters in Computer Graphics" (1988), equation 8.
static double piecewise_cubic(double x, double b, double c) {
    if (x < 1) return ((12 - 9 * b - 6 * c) * x * x * x + (-18 + 12 * b + 6 * c) * x * x + 6 - 2 * b) / 6;
    return ((-b - 6 * c) * x * x * x + (6 * b + 30 * c) * x * x + (-12 * b - 48 * c) * x + 8 * b + 24 * c) / 6;
}

static double radius(resampling_kernel kernel) {
    switch (kernel) {
    case RESAMPLING_LINEAR: return 1;
    case RESAMPLING_CUBIC:
    case RESAMPLING_MITCHELL:
    case RESAMPLING_LANCZOS2: return 2;
    case RESAMPLING_LANCZOS3: return 3;
    }
    return 0;
}

static double value(resampling_kernel kernel, double x) {
    x = fabs(x);
    if (x >= radius(kernel)) return 0;
    switch (kernel) {
    case RESAMPLING_LINEAR: return 1 - x;
    case RESAMPLING_CUBIC: return piecewise_cubic(x, 0, 0.5);
    case RESAMPLING_MITCHELL: return piecewise_cubic(x, 1.0 / 3, 1.0 / 3);
    case RESAMPLING_LANCZOS2: return lanczos2(x);
    case RESAMPLING_LANCZOS3: return lanczos3(x);
    }
    return 0;
}

static int clamp(int index, int count) { return index < 0 ? 0 : index >= count ? count - 1 : index; }

/// Rounds the running sum instead of each weight: what rounding takes from one weight the next one gets, so that the
/// sum is exact and thousands of small weights have no bias.
static void quantise(const double *exact, int count, int16_t *weights) {
    double total = 0;
    for (int k = 0; k < count; k++) total += exact[k];
    double sum = 0;
    long before = 0;
    for (int k = 0; k < count; k++) {
        sum += exact[k];
        long after = lrint(sum / total * (1 << WEIGHT_BITS));
        weights[k] = (int16_t)(after - before);
        before = after;
    }
}

/// Where an output lies in the input, and the inputs in reach of it, which may be outside of the image.
typedef struct {
    double center;
    int first, last;
} window;

static window window_of(int output, extent extent, double reach) {
    double center = extent.start + (output + 0.5) * extent.length / extent.output;
    return (window){
        .center = center,
        .first = (int)floor(center - reach - 0.5) + 1,
        .last = (int)ceil(center + reach - 0.5) - 1,
    };
}

/// Sets where each output begins, and how many taps suffice for all.
static void place(filter *filter, extent extent, double reach, int alignment) {
    filter->origin = clamp(window_of(0, extent, reach).first, extent.input);
    for (int i = 0; i < extent.output; i++) {
        window window = window_of(i, extent, reach);
        int first = clamp(window.first, extent.input) - filter->origin;
        filter->first[i] = first - first % alignment;
        int taps = clamp(window.last, extent.input) - filter->origin - filter->first[i] + 1;
        if (taps > filter->taps) filter->taps = taps;
    }
    filter->taps += filter->taps % 2;
}

/// `exact` has room for all taps of an output.
static void weigh(const filter *filter, extent extent, resampling_kernel kernel, double stretch, double *exact) {
    for (int i = 0; i < extent.output; i++) {
        window window = window_of(i, extent, radius(kernel) * stretch);
        for (int k = 0; k < filter->taps; k++) exact[k] = 0;
        // Inputs beyond the edge repeat it: their weights are the edge's.
        for (int k = window.first; k <= window.last; k++) {
            int tap = clamp(k, extent.input) - filter->origin - filter->first[i];
            exact[tap] += value(kernel, (k + 0.5 - window.center) / stretch);
        }
        quantise(exact, filter->taps, filter->weights + (size_t)i * (size_t)filter->taps);
    }
}

int filter_create(filter *filter, extent extent, resampling_kernel kernel, int alignment) {
    *filter = (struct filter){.first = calloc((size_t)extent.output, sizeof *filter->first)};
    if (!filter->first) return 0;
    double stretch = fmax(1, extent.length / extent.output);
    place(filter, extent, radius(kernel) * stretch, alignment);

    size_t count;
    double *exact = calloc((size_t)filter->taps, sizeof *exact);
    if (exact && !__builtin_mul_overflow((size_t)extent.output, (size_t)filter->taps, &count)) {
        filter->weights = calloc(count, sizeof *filter->weights);
    }
    if (filter->weights) weigh(filter, extent, kernel, stretch, exact);
    free(exact);
    return filter->weights != NULL;
}

void filter_destroy(filter *filter) {
    free(filter->first);
    free(filter->weights);
    *filter = (struct filter){0};
}

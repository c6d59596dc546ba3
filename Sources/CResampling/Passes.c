#include "Passes.h"

static const passes *fastest(void) {
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx2") ? &avx2_passes : &sse2_passes;
#elif defined(__aarch64__)
    return &neon_passes;
#else
    return &scalar_passes;
#endif
}

const passes *passes_using(resampling_instructions instructions) {
    switch (instructions) {
    case RESAMPLING_FASTEST: return fastest();
    case RESAMPLING_SCALAR: return &scalar_passes;
#if defined(__x86_64__)
    case RESAMPLING_SSE2: return &sse2_passes;
    case RESAMPLING_AVX2: return __builtin_cpu_supports("avx2") ? &avx2_passes : NULL;
#elif defined(__aarch64__)
    case RESAMPLING_NEON: return &neon_passes;
#endif
    default: return NULL;
    }
}

#if !defined(_GNU_SOURCE)
#define _GNU_SOURCE
#endif

#include "CVipsShims.h"

#include <dlfcn.h>
#include <stddef.h>

#if defined(__GLIBC__)
#include <malloc.h>

void renditions_malloc_arenas(int count) { mallopt(M_ARENA_MAX, count); }

void renditions_malloc_map_threshold(int bytes) {
    mallopt(M_MMAP_THRESHOLD, bytes);
    mallopt(M_TRIM_THRESHOLD, bytes);
}

#else

void renditions_malloc_arenas(int count) { (void)count; }
void renditions_malloc_map_threshold(int bytes) { (void)bytes; }

#endif

const char *renditions_library_of(const void *address) {
    Dl_info info;
    return dladdr(address, &info) ? info.dli_fname : NULL;
}

unsigned int renditions_heif_version(void) {
    unsigned int (*version)(void) = (unsigned int (*)(void))dlsym(RTLD_DEFAULT, "heif_get_version_number");
    return version ? version() : 0;
}

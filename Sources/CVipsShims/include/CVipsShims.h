#pragma once

// What Swift can't reach of the C library: one function a call, no logic.

/// mallopt: at most this many arenas.
void renditions_malloc_arenas(int count);
/// mallopt: blocks of this many bytes or more are mapped, and given back when freed.
void renditions_malloc_map_threshold(int bytes);

/// dladdr: the file of the library that this function or variable is in; NULL where that can't be told.
const char *renditions_library_of(const void *address);
/// heif_get_version_number of the libheif that is loaded, 0xMMmmpp00; 0 where none is.
unsigned int renditions_heif_version(void);

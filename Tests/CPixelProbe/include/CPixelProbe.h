#pragma once

/* An operation of libvips, named pixel_probe, that gives its input unchanged and tells when pixels have been computed:
   what a test waits for that stops such work. Arguments: in, out, and number, which is told. */

/* Makes the operation known. Call it after libvips has been started. `listener` is called on libvips' threads, once for
   each part of the image. */
void pixel_probe_register(void (*listener)(int number));

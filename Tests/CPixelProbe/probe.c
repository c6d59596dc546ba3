#include "CPixelProbe.h"

#include <stdatomic.h>
#include <vips/vips.h>

typedef struct {
	VipsOperation parent_instance;
	VipsImage *in;
	VipsImage *out;
	int number;
} PixelProbe;

typedef struct {
	VipsOperationClass parent_class;
} PixelProbeClass;

G_DEFINE_TYPE(PixelProbe, pixel_probe, VIPS_TYPE_OPERATION)

static _Atomic(void (*)(int)) listener;

static int generate(VipsRegion *out, void *sequence, void *in, void *probe, gboolean *stop) {
	VipsRegion *region = sequence;
	VipsRect *rect = &out->valid;
	(void) in;
	(void) stop;
	if (vips_region_prepare(region, rect) || vips_region_region(out, region, rect, rect->left, rect->top)) return -1;
	void (*tell)(int) = atomic_load(&listener);
	if (tell) tell(((PixelProbe *) probe)->number);
	return 0;
}

static int build(VipsObject *object) {
	PixelProbe *probe = (PixelProbe *) object;
	if (VIPS_OBJECT_CLASS(pixel_probe_parent_class)->build(object)) return -1;
	g_object_set(object, "out", vips_image_new(), NULL);
	if (vips_image_pio_input(probe->in) ||
		vips_image_pipelinev(probe->out, VIPS_DEMAND_STYLE_THINSTRIP, probe->in, NULL))
		return -1;
	return vips_image_generate(probe->out, vips_start_one, generate, vips_stop_one, probe->in, probe);
}

static void pixel_probe_class_init(PixelProbeClass *class) {
	G_OBJECT_CLASS(class)->set_property = vips_object_set_property;
	G_OBJECT_CLASS(class)->get_property = vips_object_get_property;
	VIPS_OBJECT_CLASS(class)->nickname = "pixel_probe";
	VIPS_OBJECT_CLASS(class)->description = "tell when pixels are computed";
	VIPS_OBJECT_CLASS(class)->build = build;
	/* Rows may come in their order. Nothing of it may be taken from a cache. */
	VIPS_OPERATION_CLASS(class)->flags = VIPS_OPERATION_SEQUENTIAL | VIPS_OPERATION_NOCACHE;
	VIPS_ARG_IMAGE(class, "in", 1, "Input", "Input image", VIPS_ARGUMENT_REQUIRED_INPUT,
		G_STRUCT_OFFSET(PixelProbe, in));
	VIPS_ARG_IMAGE(class, "out", 2, "Output", "Output image", VIPS_ARGUMENT_REQUIRED_OUTPUT,
		G_STRUCT_OFFSET(PixelProbe, out));
	VIPS_ARG_INT(class, "number", 3, "Number", "What is told", VIPS_ARGUMENT_REQUIRED_INPUT,
		G_STRUCT_OFFSET(PixelProbe, number), 0, 1000000, 0);
}

static void pixel_probe_init(PixelProbe *probe) { (void) probe; }

void pixel_probe_register(void (*tell)(int)) {
	atomic_store(&listener, tell);
	pixel_probe_get_type();
}

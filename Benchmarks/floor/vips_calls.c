/* The calls of each task and nothing else: what a wrapper in any language can at best reach.
 *
 *     vips_calls TASK FILE RUNS MODE [OUT]
 *
 * Tasks, modes and the line of JSON that is printed are those of peers/peer.py. OUT is a folder that exists; the results
 * of the last run go there, named WIDTH.FORMAT. Exit status 3: no such task or mode. Besides those modes there is "same":
 * what Renditions does, call by call, decoding and encoding by libvips and scaling by CResampling.
 */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <vips/vips.h>

#include "CResampling.h"

enum { MAX_WIDTHS = 5, MAX_RUNS = 10000, UNAVAILABLE = 3 };

typedef struct {
    const char *name;
    const char *target;
    int quality;
    /* Descending, so that a pyramid can go from one to the next; 0 ends the list. */
    int widths[MAX_WIDTHS + 1];
} Task;

/* Keep in step with peers/tasks.py. */
static const Task tasks[] = {
    {"a", "jpeg", 80, {720}},
    {"b", "jpeg", 80, {2560, 1280, 640, 320, 160}},
    {"c", "webp", 80, {2560, 1280, 640, 320, 160}},
    {"png", "png", 0, {720}},
    {"webp", "webp", 80, {720}},
    {"avif", "avif", 50, {720}},
};

typedef struct {
    void *bytes;
    size_t length;
} Result;

static double cpu_seconds(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void stop(const char *what) {
    fprintf(stderr, "%s: %s\n", what, vips_error_buffer());
    exit(1);
}

static Result save(VipsImage *image, const Task *task) {
    Result result = {NULL, 0};
    int failed;
    if (strcmp(task->target, "jpeg") == 0)
        failed = vips_jpegsave_buffer(image, &result.bytes, &result.length, "Q", task->quality, "strip", TRUE, NULL);
    else if (strcmp(task->target, "webp") == 0)
        failed = vips_webpsave_buffer(image, &result.bytes, &result.length, "Q", task->quality, "strip", TRUE, NULL);
    else if (strcmp(task->target, "png") == 0)
        failed = vips_pngsave_buffer(image, &result.bytes, &result.length, "compression", 6, "strip", TRUE, NULL);
    else
        failed = vips_heifsave_buffer(
            image, &result.bytes, &result.length, "Q", task->quality, "compression", VIPS_FOREIGN_HEIF_COMPRESSION_AV1,
            "effort", 4, "subsample_mode", VIPS_FOREIGN_SUBSAMPLE_ON, "bitdepth", 8, "strip", TRUE, NULL);
    if (failed) stop("save");
    return result;
}

static VipsImage *thumbnail(Result input, int width) {
    VipsImage *image;
    if (vips_thumbnail_buffer(
            input.bytes, input.length, &image, width, "height", 10000000, "no_rotate", TRUE, NULL))
        stop("thumbnail");
    return image;
}

/* The image decoded at `margin` times the width at least, and by how much it was shrunk. */
static VipsImage *load(Result input, const Task *task, int width, double margin, int *shrunk) {
    VipsImage *image;
    *shrunk = 1;
    if (strcmp(task->name, "png") == 0) {
        if (vips_pngload_buffer(input.bytes, input.length, &image, "access", VIPS_ACCESS_SEQUENTIAL, NULL)) stop("load");
        return image;
    }
    if (vips_jpegload_buffer(input.bytes, input.length, &image, "access", VIPS_ACCESS_SEQUENTIAL, NULL)) stop("load");
    int shrink = 8;
    while (shrink > 1 && vips_image_get_width(image) / shrink < margin * width) shrink /= 2;
    *shrunk = shrink;
    if (shrink == 1) return image;
    g_object_unref(image);
    if (vips_jpegload_buffer(
            input.bytes, input.length, &image, "access", VIPS_ACCESS_SEQUENTIAL, "shrink", shrink, NULL))
        stop("load");
    return image;
}

/* Takes the image over. Colours are premultiplied around the resampling where there is alpha. */
static VipsImage *resize(VipsImage *image, int width) {
    double scale = (double)width / vips_image_get_width(image);
    VipsImage *steps[4] = {NULL, NULL, NULL, NULL};
    VipsImage *resized;
    if (!vips_image_hasalpha(image)) {
        if (vips_resize(image, &resized, scale, NULL)) stop("resize");
    } else {
        if (vips_premultiply(image, &steps[0], NULL) || vips_resize(steps[0], &steps[1], scale, NULL)
            || vips_unpremultiply(steps[1], &steps[2], NULL)
            || vips_cast(steps[2], &resized, VIPS_FORMAT_UCHAR, NULL))
            stop("resize");
        for (int i = 0; i < 3; i++) g_object_unref(steps[i]);
    }
    g_object_unref(image);
    return resized;
}

static void take_rows(resampler *resampler, VipsImage *image, uint8_t *row, int *next) {
    while (resampling_pull(resampler, row))
        if (vips_image_write_line(image, (*next)++, row)) stop("write");
}

/* As Sources/RenditionsVips/Rendering/VipsImage+Resampling.swift. Takes the image over.
 *
 * What it shows is true_width x true_height pixels: after a decoder shrank 2725 columns by 2 to 1363, 1362.5. */
static VipsImage *resample(VipsImage *image, int width, double true_width, double true_height) {
    enum { STRIP = 16 };
    int bands = vips_image_get_bands(image);
    double scale = width / true_width;
    resampling_geometry geometry = {
        .input_width = vips_image_get_width(image), .input_height = vips_image_get_height(image),
        .output_width = width, .output_height = (int)(true_height * scale + 0.5), .channels = bands,
        .source_width = true_width, .source_height = true_height,
        .alpha = vips_image_hasalpha(image), .kernel = RESAMPLING_LANCZOS3,
    };
    resampler *resampler = resampling_create(&geometry);
    VipsImage *result = vips_image_new_memory();
    if (resampler == NULL || vips_image_pipelinev(result, VIPS_DEMAND_STYLE_ANY, image, NULL)) stop("resample");
    result->Xsize = geometry.output_width;
    result->Ysize = geometry.output_height;
    uint8_t *row = malloc((size_t)width * bands);
    int next = 0;
    if (vips_image_pio_input(image)) stop("read");
    VipsRegion *region = vips_region_new(image);
    for (int top = 0; top < geometry.input_height; top += STRIP) {
        VipsRect strip = {0, top, geometry.input_width, VIPS_MIN(STRIP, geometry.input_height - top)};
        if (vips_region_prepare(region, &strip)) stop("read");
        for (int y = top; y < top + strip.height; y++)
            while (!resampling_push(resampler, VIPS_REGION_ADDR(region, 0, y))) take_rows(resampler, result, row, &next);
        take_rows(resampler, result, row, &next);
    }
    free(row);
    resampling_destroy(resampler);
    g_object_unref(region);
    g_object_unref(image);
    return result;
}

/* One decode, each width made from the next larger one by CResampling. */
static void render_the_same(Result input, const Task *task, Result *results) {
    int shrink;
    VipsImage *image = load(input, task, task->widths[0], 1.5, &shrink);
    /* The same file's header, which libvips has forgotten when it gives a shrunk image. */
    double true_width = vips_image_get_width(image), true_height = vips_image_get_height(image);
    if (shrink > 1) {
        VipsImage *full;
        if (vips_jpegload_buffer(input.bytes, input.length, &full, NULL)) stop("load");
        true_width = (double)vips_image_get_width(full) / shrink;
        true_height = (double)vips_image_get_height(full) / shrink;
        g_object_unref(full);
    }
    for (int i = 0; task->widths[i] != 0; i++) {
        image = resample(image, task->widths[i], true_width, true_height);
        true_width = vips_image_get_width(image);
        true_height = vips_image_get_height(image);
        results[i] = save(image, task);
    }
    g_object_unref(image);
}

static void render(Result input, const Task *task, gboolean thumbnails, Result *results) {
    gboolean single = task->widths[1] == 0;
    int shrunk;
    VipsImage *image = thumbnails ? NULL : load(input, task, task->widths[0], 1, &shrunk);
    for (int i = 0; task->widths[i] != 0; i++) {
        if (thumbnails) {
            image = thumbnail(input, task->widths[i]);
        } else {
            image = resize(image, task->widths[i]);
            if (!single) {
                /* Otherwise each level would be computed again for every smaller one. */
                VipsImage *copy = vips_image_copy_memory(image);
                if (copy == NULL) stop("copy");
                g_object_unref(image);
                image = copy;
            }
        }
        results[i] = save(image, task);
        if (thumbnails) g_object_unref(image);
    }
    if (!thumbnails) g_object_unref(image);
}

static void write_results(const char *folder, const Task *task, const Result *results) {
    for (int i = 0; task->widths[i] != 0; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%d.%s", folder, task->widths[i], task->target);
        FILE *file = fopen(path, "wb");
        if (file == NULL || fwrite(results[i].bytes, 1, results[i].length, file) != results[i].length || fclose(file)) {
            perror(path);
            exit(1);
        }
    }
}

int main(int count, char **arguments) {
    if (count < 5) {
        fprintf(stderr, "usage: vips_calls TASK FILE RUNS MODE [OUT]\n");
        return 2;
    }
    const Task *task = NULL;
    for (size_t i = 0; i < sizeof tasks / sizeof *tasks; i++)
        if (strcmp(tasks[i].name, arguments[1]) == 0) task = &tasks[i];
    int runs = atoi(arguments[3]);
    const char *mode = arguments[4];
    if (task == NULL || runs < 1 || runs > MAX_RUNS) {
        fprintf(stderr, "no such task, or not 1 to %d runs\n", MAX_RUNS);
        return UNAVAILABLE;
    }
    gboolean single = task->widths[1] == 0;
    gboolean thumbnails = strcmp(mode, single ? "thumbnail" : "thumbnails") == 0;
    gboolean same = strcmp(mode, "same") == 0;
    if (!same && !thumbnails && strcmp(mode, single ? "shrink" : "pyramid") != 0) {
        fprintf(stderr, "task %s has no mode %s\n", task->name, mode);
        return UNAVAILABLE;
    }

    if (strcmp(mode, "same") == 0) {
        /* What keeps a process that lives long small costs page faults: it belongs to the calls. */
        mallopt(M_ARENA_MAX, 2);
        mallopt(M_MMAP_THRESHOLD, 128 << 10);
        mallopt(M_TRIM_THRESHOLD, 128 << 10);
    }
    if (VIPS_INIT(arguments[0])) stop("start");
    vips_concurrency_set(1);
    vips_cache_set_max(0);
    gchar *bytes;
    Result input;
    if (!g_file_get_contents(arguments[2], &bytes, &input.length, NULL)) {
        perror(arguments[2]);
        return 1;
    }
    input.bytes = bytes;

    static double seconds[MAX_RUNS];
    Result results[MAX_WIDTHS] = {{NULL, 0}};
    for (int run = 0; run < runs; run++) {
        for (int i = 0; i < MAX_WIDTHS; i++) g_free(results[i].bytes);
        double start = cpu_seconds();
        if (same)
            render_the_same(input, task, results);
        else
            render(input, task, thumbnails, results);
        seconds[run] = cpu_seconds() - start;
    }
    if (count > 5) write_results(arguments[5], task, results);

    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("{\"task\": \"%s\", \"peer\": \"c\", \"mode\": \"%s\", \"cpu_seconds_per_image\": [", task->name, mode);
    for (int run = 0; run < runs; run++) printf("%s%.6f", run ? ", " : "", seconds[run]);
    printf("], \"peak_rss_mb\": %.1f, \"bytes\": {", usage.ru_maxrss / 1024.0);
    for (int i = 0; task->widths[i] != 0; i++)
        printf("%s\"%d\": %zu", i ? ", " : "", task->widths[i], results[i].length);
    printf("}, \"versions\": {\"libvips\": \"%d.%d.%d\"}}\n", vips_version(0), vips_version(1), vips_version(2));
    return 0;
}

// Tells the thread sanitizer of the locks of Swift's Mutex.
//
// The toolchain's Synchronization library is not built with the sanitizer. What its Mutex does without contention is
// inlined into our code and seen; what it does when a thread has to wait is not, so that two threads which take turns
// seem to race. Loaded before that library (LD_PRELOAD), this stands between for the three calls that wait. Suppressions
// can't: the stacks hold nobody's names but ours.
//
// Linux only, as is the inlined part: stdlib/public/Synchronization/Mutex/LinuxImpl.swift.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define MUTEX "$s15Synchronization12_MutexHandleV"
#define LOCK MUTEX "9_lockSlowyys6UInt32VF"
#define UNLOCK MUTEX "11_unlockSlowyyF"
#define TRY MUTEX "12_tryLockSlowSbyF"
#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context))

// Missing in a process without the sanitizer, such as the one that starts the tests.
extern void __tsan_acquire(void *) __attribute__((weak));
extern void __tsan_release(void *) __attribute__((weak));

SWIFT void lock_slow(uint32_t thread, SELF void *mutex) __asm__(LOCK);
SWIFT void unlock_slow(SELF void *mutex) __asm__(UNLOCK);
SWIFT _Bool try_slow(SELF void *mutex) __asm__(TRY);

static void *real(const char *name) {
    void *found = dlsym(RTLD_NEXT, name);
    if (!found) {
        fprintf(stderr, "mutex.c does not fit this toolchain: %s is missing\n", name);
        abort();
    }
    return found;
}

SWIFT void lock_slow(uint32_t thread, SELF void *mutex) {
    ((SWIFT void (*)(uint32_t, SELF void *))real(LOCK))(thread, mutex);
    if (__tsan_acquire) __tsan_acquire(mutex);
}

SWIFT void unlock_slow(SELF void *mutex) {
    if (__tsan_release) __tsan_release(mutex);
    ((SWIFT void (*)(SELF void *))real(UNLOCK))(mutex);
}

SWIFT _Bool try_slow(SELF void *mutex) {
    _Bool is_locked = ((SWIFT _Bool (*)(SELF void *))real(TRY))(mutex);
    if (is_locked && __tsan_acquire) __tsan_acquire(mutex);
    return is_locked;
}

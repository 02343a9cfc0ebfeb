// Built into every test program that ThreadSanitizer watches, as C or as C++. Its reports go to a file of their own, its exit status stays the
// program's, and crashes stay crashes. That stands here and not in the environment, so that a hand-in that defines the same is told so. See
// sanitizer/common_interface_defs.h, and "ThreadSanitizerFlags" of its manual.
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sanitizer/common_interface_defs.h>
#include <sanitizer/tsan_interface.h>
#include <semaphore.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#ifdef __cplusplus
extern "C" {
#endif

const char *__tsan_default_options(void) {
    return "exitcode=0:halt_on_error=0:report_bugs=1:report_thread_leaks=0:history_size=7:strip_path_prefix=/box/:"
           "handle_segv=0:handle_sigbus=0:handle_sigfpe=0:handle_sigill=0:handle_abort=0";
}

const char *__tsan_default_suppressions(void) {
    return "";
}

__attribute__((constructor(101))) static void begin_reports(void) {
    static const char began[] = "the checker has begun\n";
    int file = open("/box/thread-reports.txt", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (file < 0 || write(file, began, sizeof began - 1) < 0) _exit(126);
    __sanitizer_set_report_fd((void *)(long)file);
}

// The functions below came with glibc 2.30, and the checker of gcc 12 does not know that they wait: who used them would be accused of a race.
typedef int wait_until(void *object, clockid_t clock, const struct timespec *time);

static int call_real(const char *name, void *object, clockid_t clock, const struct timespec *time) {
    wait_until *real;
    void *found = dlsym(RTLD_NEXT, name);
    memcpy(&real, &found, sizeof real);
    return real(object, clock, time);
}

static int lock_until(const char *name, void *lock, unsigned kind, clockid_t clock, const struct timespec *time) {
    __tsan_mutex_pre_lock(lock, kind);
    int answer = call_real(name, lock, clock, time);
    // Whoever is told that the owner died holds the lock all the same.
    int holds = answer == 0 || answer == EOWNERDEAD;
    __tsan_mutex_post_lock(lock, holds ? kind : kind | __tsan_mutex_try_lock_failed, 0);
    return answer;
}

int sem_clockwait(sem_t *semaphore, clockid_t clock, const struct timespec *time) {
    int answer = call_real("sem_clockwait", semaphore, clock, time);
    if (answer == 0) __tsan_acquire(semaphore);
    return answer;
}

int pthread_mutex_clocklock(pthread_mutex_t *mutex, clockid_t clock, const struct timespec *time) {
    return lock_until("pthread_mutex_clocklock", mutex, __tsan_mutex_try_lock, clock, time);
}

int pthread_rwlock_clockrdlock(pthread_rwlock_t *lock, clockid_t clock, const struct timespec *time) {
    return lock_until("pthread_rwlock_clockrdlock", lock, __tsan_mutex_try_read_lock, clock, time);
}

int pthread_rwlock_clockwrlock(pthread_rwlock_t *lock, clockid_t clock, const struct timespec *time) {
    return lock_until("pthread_rwlock_clockwrlock", lock, __tsan_mutex_try_lock, clock, time);
}

#ifdef __cplusplus
}
#endif

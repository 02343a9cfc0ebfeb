#define _GNU_SOURCE
#include "world.h"
#include "channel.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static int user_namespace = -1;

static void raise_loopback(void) {
    int control = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    struct ifreq request;
    memset(&request, 0, sizeof request);
    memcpy(request.ifr_name, "lo", 3);
    request.ifr_flags = IFF_UP | IFF_RUNNING;
    if (control < 0 || ioctl(control, SIOCSIFFLAGS, &request) < 0) fail("The loopback interface could not be raised.");
    close(control);
}

static void write_map(pid_t of, const char *file, const char *text) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/%s", (int)of, file);
    int map = open(path, O_WRONLY | O_CLOEXEC);
    if (map < 0 || write(map, text, strlen(text)) != (ssize_t)strlen(text)) fail("The students' user namespace could not be mapped.");
    close(map);
}

// A child makes the namespace, the runner maps it from outside and keeps it by a descriptor.
static void make_student_namespace(void) {
    int made[2], mapped[2];
    if (pipe2(made, O_CLOEXEC) < 0 || pipe2(mapped, O_CLOEXEC) < 0) fail("A pipe could not be made.");
    pid_t child = fork();
    if (child < 0) fail("A process could not be made.");
    if (child == 0) {
        char byte = unshare(CLONE_NEWUSER) < 0 ? 'n' : 'y';
        if (write(made[1], &byte, 1) != 1) _exit(1);
        close(mapped[1]);
        if (read(mapped[0], &byte, 1) < 0) _exit(1);
        _exit(0);
    }
    char byte = 'n';
    if (read(made[0], &byte, 1) != 1 || byte != 'y') fail("The students' user namespace could not be made.");
    write_map(child, "uid_map", "1000 0 1\n");
    write_map(child, "gid_map", "1000 0 1\n");
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/ns/user", (int)child);
    user_namespace = open(path, O_RDONLY | O_CLOEXEC);
    if (user_namespace < 0) fail("The students' user namespace could not be opened.");
    close(mapped[1]);
    while (waitpid(child, NULL, 0) < 0 && errno == EINTR) continue;
    close(made[0]);
    close(made[1]);
    close(mapped[0]);
}

// They are the host's own; where it lost them, or closed them to others, right programs would fail.
static void check_devices(void) {
    static const struct {
        const char *path;
        int wanted;
    } devices[] = {{"/dev/null", R_OK | W_OK}, {"/dev/zero", R_OK | W_OK}, {"/dev/full", R_OK | W_OK}, {"/dev/random", R_OK}, {"/dev/urandom", R_OK}};
    for (size_t i = 0; i < sizeof devices / sizeof *devices; i++) {
        char says[96];
        struct stat found;
        snprintf(says, sizeof says, "%s of this machine is not open to everybody.", devices[i].path);
        if (stat(devices[i].path, &found) < 0 || !S_ISCHR(found.st_mode) || access(devices[i].path, devices[i].wanted) < 0) fail(says);
    }
}

void prepare_world(void) {
    check_devices();
    raise_loopback();
    if (sethostname("box", 3) < 0) fail("The host name could not be set.");
    if (mkdir("/dev/mqueue", 01777) < 0 && errno != EEXIST) fail("/dev/mqueue could not be made.");
    if (mount("mqueue", "/dev/mqueue", "mqueue", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL) < 0) fail("/dev/mqueue could not be mounted.");
    // bwrap covers it read-only for some users; its own namespaces' sysctls are set before it is locked again.
    umount2("/proc/sys", MNT_DETACH);
    set_sysctl("net/ipv4/ip_unprivileged_port_start", "0");
    make_student_namespace();
    // A student has the same uid outside the user namespace: nothing of the runner may be read or traced.
    if (prctl(PR_SET_DUMPABLE, 0) < 0) fail("The runner could not be hidden.");
}

static void mount_bounded(const char *folder, const struct limits *limits, unsigned long flags) {
    char options[128];
    snprintf(options, sizeof options, "mode=1777,size=%llu,nr_inodes=%llu", (unsigned long long)limits->disk_bytes, (unsigned long long)limits->inodes);
    if (mount("tmpfs", folder, "tmpfs", MS_NOSUID | MS_NODEV | flags, options) < 0) fail("A bounded folder could not be mounted.");
}

void mount_folders(const struct limits *limits) {
    mount_bounded("/box", limits, 0);
    mount_bounded("/tmp", limits, 0);
    // Empty unless an exercise places something there: a file system that no other folder of the programs lies in.
    mount_bounded("/mnt", limits, 0);
    mount_bounded("/dev/shm", limits, MS_NOEXEC);
    if (!limits->soft) return;
    char pages[32];
    snprintf(pages, sizeof pages, "%llu", (unsigned long long)(limits->disk_bytes / 4096));
    set_sysctl("kernel/shmall", pages);
}

void set_sysctl(const char *path, const char *value) {
    int folder = open("/proc/sys", O_PATH | O_DIRECTORY | O_CLOEXEC);
    struct open_how how = {.flags = O_WRONLY | O_CLOEXEC, .mode = 0, .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS};
    long file = syscall(SYS_openat2, folder, path, &how, sizeof how);
    if (file < 0 || write((int)file, value, strlen(value)) != (ssize_t)strlen(value)) {
        char text[256];
        int cause = errno;
        snprintf(text, sizeof text, "The sysctl %.150s could not be set to %.50s.", path, value);
        errno = cause;
        fail(text);
    }
    close((int)file);
    close(folder);
}

void lock_world(void) {
    if (mount("/proc/sys", "/proc/sys", NULL, MS_BIND, NULL) < 0) fail("/proc/sys could not be bound.");
    unsigned long locked = MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NOEXEC;
    if (mount(NULL, "/proc/sys", NULL, locked | MS_NODEV, NULL) < 0) fail("/proc/sys could not be locked.");
    if (mount(NULL, "/dev", NULL, locked, NULL) < 0) fail("/dev could not be locked.");
    // A few of the runner's own files, such as oom_score_adj, ask for nothing but its uid, which students share.
    if (mount("tmpfs", "/proc/1", "tmpfs", MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC, "mode=555,nr_inodes=1") < 0)
        fail("The runner could not be covered.");
}

int student_namespace(void) { return user_namespace; }

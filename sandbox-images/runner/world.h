// The sandbox's own world: mounts, network, sysctls and the user namespace that students live in.
#pragma once
#include "../seccomp/trace-filter.h"
#include <stdbool.h>
#include <stdint.h>

struct limits {
    uint64_t disk_bytes;
    uint64_t inodes;
    uint64_t tasks;
    uint64_t open_files;
    uint64_t cpu_seconds;
    // 0 means unlimited.
    uint64_t address_bytes;
    // No memory cgroup bounds what processes share, so System V segments are bounded here and memfd is refused.
    bool soft;
    // Where programs stop for the tracer.
    enum stops stops;
    bool fixed_addresses;
};

// What needs no job: loopback, message queues, the students' user namespace.
void prepare_world(void);
// The bounded folders of one job.
void mount_folders(const struct limits *limits);
// Sets a sysctl of the sandbox's own namespaces; `path` is below /proc/sys.
void set_sysctl(const char *path, const char *value);
// Takes away what the students' uid could write because it owns the namespaces: /dev and /proc/sys.
void lock_world(void);
// Descriptor of the user namespace in which uid 1000 is the only user.
int student_namespace(void);

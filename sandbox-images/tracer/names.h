// What stands behind the descriptors of a process, remembered: asking the kernel costs more than all the rest of a stop.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// The names of one descriptor table. Tasks that share a table share its names, see clone(2), CLONE_FILES.
struct names;

struct names *new_names(void);
struct names *share_names(struct names *names);
void leave_names(struct names *names);

// What the kernel calls the thing behind a descriptor; answers the length, 0 when there is none. `names` may be NULL.
size_t name_of(struct names *names, pid_t tid, int fd, char *into, size_t most);

// These numbers may stand for something else from now on.
void forget_names(struct names *names, uint32_t first, uint32_t last);

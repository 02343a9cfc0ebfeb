// The process to be: what a START asks for.
#pragma once
#include <stdbool.h>
#include <stdint.h>

enum { OWN_UID = UINT32_MAX };

struct order {
    uint32_t id;
    uint32_t uid;
    bool channel;
    const char *socket;
    const char *file;
    uint16_t group_count;
    char **groups;
    char **words;
};

// Turns this forked process into what was ordered.
_Noreturn void become(const struct order *order, int launcher_pid);

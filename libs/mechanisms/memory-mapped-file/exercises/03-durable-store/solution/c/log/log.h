/* FILE: a log of entries, and how many of its bytes count. Only whole entries ever count, for that word is stored last. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

enum { KEY_MOST = 64, VALUE_MOST = 32768 };

struct found {
    const char *value;
    uint32_t length;
    bool is_there;
};

/* Maps FILE, and makes it when it is absent; ends the program with status 1 when it cannot. */
void open_log(const char *path);
struct found look_up(const char *key, uint32_t key_length);
/* Without a value the key is gone. False when the log is full. */
bool append(const char *key, uint32_t key_length, const char *value, uint32_t length);
bool sync_log(void);

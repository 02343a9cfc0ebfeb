/* What put and take know of the mailbox: the names of its messages. */
#ifndef MAILBOX_H
#define MAILBOX_H
#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME = sizeof "msg.00000001" };

/* The number of a message, or 0 when the name is none's. */
static inline long number_of(const char *name)
{
    if (strncmp(name, "msg.", 4) != 0)
        return 0;
    return strtol(name + 4, NULL, 10);
}

static inline void name_of(long number, char *name)
{
    char text[32];
    snprintf(text, sizeof text, "msg.%08ld", number);
    memcpy(name, text, NAME);
}

/* The greatest number in the folder or, above `over`, the lowest; 0 when there is none, -1 when the folder cannot be read. */
static inline long find_message(const char *path, int greatest, long over)
{
    DIR *folder = opendir(path);
    if (!folder)
        return -1;
    long found = 0;
    for (struct dirent *entry; (entry = readdir(folder));) {
        long number = number_of(entry->d_name);
        if (number > over && (found == 0 || (greatest ? number > found : number < found)))
            found = number;
    }
    closedir(folder);
    return found;
}
#endif

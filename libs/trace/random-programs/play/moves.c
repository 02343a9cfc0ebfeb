// Lines that move descriptors, and bytes between them inside the kernel.
#include "play.h"
#include <fcntl.h>
#include <linux/close_range.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { FIRST_SLOT = 3 };

static void close_all(const struct line *line, unsigned flags) {
    check(syscall(SYS_close_range, FIRST_SLOT, ~0U, flags) == 0, line);
}

bool play_moves(const struct line *line) {
    static char buffer[MAX_BYTES];
    size_t bytes = (size_t)number(line, 3);
    if (is(line, "dup2")) {
        check(dup2(slot(line, 1), slot(line, 2)) == slot(line, 2), line);
    } else if (is(line, "cloexec")) {
        check(fcntl(slot(line, 1), F_SETFD, FD_CLOEXEC) == 0, line);
    } else if (is(line, "cloexecall")) {
        close_all(line, CLOSE_RANGE_CLOEXEC);
    } else if (is(line, "closeall")) {
        close_all(line, 0);
    } else if (is(line, "fwrite")) {
        check(write(slot(line, 1), line->words[2], strlen(line->words[2])) == (ssize_t)strlen(line->words[2]), line);
    } else if (is(line, "fread")) {
        check(read(slot(line, 1), buffer, (size_t)number(line, 2)) >= 0, line);
    } else if (is(line, "splice")) {
        check(splice(slot(line, 1), NULL, slot(line, 2), NULL, bytes, 0) == (ssize_t)bytes, line);
    } else if (is(line, "sendfile")) {
        off_t at = number(line, 4);
        check(sendfile(slot(line, 2), slot(line, 1), &at, bytes) == (ssize_t)bytes, line);
    } else {
        return false;
    }
    return true;
}

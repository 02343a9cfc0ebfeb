// Lines on locks of files: `lock SLOT FAMILY KIND START LENGTH`, where a lock that is to be refused is `trylock`.
#include "play.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>

static int set_record(const struct line *line, short type, bool waits) {
    bool open_file = !strcmp(line->words[2], "ofd");
    struct flock wanted = {.l_type = type, .l_whence = SEEK_SET, .l_start = number(line, 4), .l_len = number(line, 5)};
    int command = open_file ? (waits ? F_OFD_SETLKW : F_OFD_SETLK) : waits ? F_SETLKW : F_SETLK;
    int result;
    do result = fcntl(slot(line, 1), command, &wanted);
    while (result != 0 && errno == EINTR);
    return result;
}

static int set_whole(const struct line *line, short type, bool waits) {
    int operation = type == F_UNLCK ? LOCK_UN : type == F_WRLCK ? LOCK_EX : LOCK_SH;
    int result;
    do result = flock(slot(line, 1), operation | (waits ? 0 : LOCK_NB));
    while (result != 0 && errno == EINTR);
    return result;
}

bool play_locks(const struct line *line) {
    bool refused = is(line, "trylock");
    if (!refused && !is(line, "lock") && !is(line, "unlock")) return false;
    short type = is(line, "unlock") ? F_UNLCK : line->words[3][0] == 'w' ? F_WRLCK : F_RDLCK;
    int result = (!strcmp(line->words[2], "flock") ? set_whole : set_record)(line, type, !refused);
    check(refused ? result != 0 && (errno == EAGAIN || errno == EACCES) : result == 0, line);
    return true;
}

/* look-up: reads the second record of `scores` by its offset, and then the first one. */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

enum { RECORD_BYTES = 10 };

int main(void)
{
    char record[RECORD_BYTES];
    int fd = open("scores", O_RDONLY);
    for (off_t offset = RECORD_BYTES; offset >= 0; offset -= RECORD_BYTES) {
        if (pread(fd, record, sizeof record, offset) != (ssize_t)sizeof record) {
            perror("look-up: scores");
            return 1;
        }
        fwrite(record, 1, sizeof record, stdout);
    }
    return close(fd) < 0;
}

/* upper FILE: one window after the other, sixteen pages each, so that no file is too large for the address space. */
#include <ctype.h>
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    if (argc != 2)
        errx(2, "usage: upper FILE");
    int fd = open(argv[1], O_RDWR);
    if (fd < 0)
        err(1, "%s", argv[1]);
    struct stat about;
    if (fstat(fd, &about) < 0)
        err(1, "%s", argv[1]);
    if (!S_ISREG(about.st_mode))
        errx(1, "%s: not a regular file", argv[1]);
    const off_t window = 16 * sysconf(_SC_PAGESIZE);
    unsigned long changed = 0;
    for (off_t from = 0; from < about.st_size; from += window) {
        size_t length = (size_t)(about.st_size - from < window ? about.st_size - from : window);
        char *bytes = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_SHARED, fd, from);
        if (bytes == MAP_FAILED)
            err(1, "%s", argv[1]);
        for (size_t at = 0; at < length; at++) {
            /* In the C locale, which every program begins in, these are the letters of ASCII. */
            if (islower((unsigned char)bytes[at])) {
                bytes[at] = (char)toupper((unsigned char)bytes[at]);
                changed++;
            }
        }
        if (msync(bytes, length, MS_ASYNC) < 0 || munmap(bytes, length) < 0)
            err(1, "%s", argv[1]);
    }
    printf("changed %lu\n", changed);
    return fclose(stdout) == 0 ? 0 : 1;
}

/* collect: reads the FIFO `letterbox` until every writer has closed it, and removes its name. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

int main(void)
{
    char text[64];
    ssize_t count;
    if (mkfifo("letterbox", 0600) < 0 && errno != EEXIST) {
        perror("collect: mkfifo");
        return 1;
    }
    int fd = open("letterbox", O_RDONLY);
    if (fd < 0) {
        perror("collect: letterbox");
        return 1;
    }
    unlink("letterbox"); /* both are in: the name has done its work */
    while ((count = read(fd, text, sizeof text)) > 0)
        fwrite(text, 1, (size_t)count, stdout);
    return count < 0;
}

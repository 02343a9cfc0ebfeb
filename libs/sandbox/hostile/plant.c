// Puts a trap at every name that the harness will collect.
#include <fcntl.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

int main(void) {
    struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "/box/socket"};
    int failed = 0;
    failed += symlink("/etc/passwd", "/box/link") < 0;
    failed += symlink("/proc/1/environ", "/box/proc") < 0;
    failed += symlink("/dev/zero", "/box/zero") < 0;
    failed += symlink("/etc", "/box/folder") < 0;
    failed += mkfifo("/box/fifo", 0600) < 0;
    failed += bind(socket(AF_UNIX, SOCK_STREAM, 0), (struct sockaddr *)&address, sizeof address) < 0;
    failed += mkdir("/box/directory", 0700) < 0;
    // No bigger than RLIMIT_FSIZE allows, yet far more than the folder holds.
    int sparse = open("/box/sparse", O_CREAT | O_WRONLY, 0600);
    failed += sparse < 0 || ftruncate(sparse, 60 << 20) < 0;
    int honest = open("/box/honest", O_CREAT | O_WRONLY, 0000);
    failed += write(honest, "honest\n", 7) != 7;
    printf("%d failed\n", failed);
    return failed;
}

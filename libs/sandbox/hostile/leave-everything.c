// Leaves one of each kind of object behind; `look` as argument says which of them are there instead.
#include <fcntl.h>
#include <mqueue.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static void look(void) {
    const char *paths[] = {"/box/file", "/tmp/file", "/tmp/fifo", "/tmp/socket", "/dev/shm/segment", "/dev/shm/sem.lock", "/dev/mqueue/queue"};
    for (unsigned i = 0; i < sizeof paths / sizeof *paths; i++)
        if (access(paths[i], F_OK) == 0) printf("%s\n", paths[i]);
    if (shmget(0x4242, 0, 0) >= 0) printf("segment 0x4242\n");
    if (msgget(0x4242, 0) >= 0) printf("queue 0x4242\n");
    if (semget(0x4242, 0, 0) >= 0) printf("semaphores 0x4242\n");
    printf("looked\n");
}

int main(int argc, char **argv) {
    if (argc > 1 && strcmp(argv[1], "look") == 0) {
        look();
        return 0;
    }
    struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "/tmp/socket"};
    struct mq_attr shape = {.mq_maxmsg = 2, .mq_msgsize = 16};
    int failed = 0;
    failed += open("/box/file", O_CREAT | O_WRONLY, 0600) < 0;
    failed += open("/tmp/file", O_CREAT | O_WRONLY, 0600) < 0;
    failed += mkfifo("/tmp/fifo", 0600) < 0;
    failed += bind(socket(AF_UNIX, SOCK_STREAM, 0), (struct sockaddr *)&address, sizeof address) < 0;
    failed += shm_open("/segment", O_CREAT | O_RDWR, 0600) < 0;
    failed += sem_open("/lock", O_CREAT, 0600, 1) == SEM_FAILED;
    failed += mq_open("/queue", O_CREAT | O_RDWR, 0600, &shape) == (mqd_t)-1;
    failed += shmget(0x4242, 4096, IPC_CREAT | IPC_EXCL | 0600) < 0;
    failed += msgget(0x4242, IPC_CREAT | IPC_EXCL | 0600) < 0;
    failed += semget(0x4242, 1, IPC_CREAT | IPC_EXCL | 0600) < 0;
    printf("%d failed\n", failed);
    return failed;
}

// Not hostile at all: sends a word from a child to its parent in each of the ten ways, and prints the ways that worked.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <mqueue.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static const char word[] = "word";
static char heard[64];

static void told(const char *way, int ok) {
    if (ok) printf("%s\n", way);
    fflush(stdout);
    memset(heard, 0, sizeof heard);
    while (wait(NULL) > 0) continue;
}

static int is_word(void) { return strcmp(heard, word) == 0; }

static void file(void) {
    if (fork() == 0) {
        int out = open("/box/file", O_CREAT | O_WRONLY, 0600);
        _exit(flock(out, LOCK_EX) == 0 && write(out, word, sizeof word) == sizeof word ? 0 : 1);
    }
    wait(NULL);
    int in = open("/box/file", O_RDONLY);
    told("file", read(in, heard, sizeof heard) == sizeof word && is_word());
}

static void signals(void) {
    sigset_t wanted;
    siginfo_t info;
    sigemptyset(&wanted);
    sigaddset(&wanted, SIGRTMIN);
    sigprocmask(SIG_BLOCK, &wanted, NULL);
    if (fork() == 0) {
        union sigval value = {.sival_int = 42};
        _exit(sigqueue(getppid(), SIGRTMIN, value));
    }
    told("signal", sigwaitinfo(&wanted, &info) == SIGRTMIN && info.si_value.sival_int == 42);
}

static void pipes(void) {
    int ends[2];
    if (pipe(ends) < 0) return;
    if (fork() == 0) _exit(write(ends[1], word, sizeof word) == sizeof word ? 0 : 1);
    told("pipe", read(ends[0], heard, sizeof heard) == sizeof word && is_word());
}

static void named_pipe(void) {
    if (mkfifo("/tmp/fifo", 0600) < 0) return;
    if (fork() == 0) _exit(write(open("/tmp/fifo", O_WRONLY), word, sizeof word) == sizeof word ? 0 : 1);
    told("named-pipe", read(open("/tmp/fifo", O_RDONLY), heard, sizeof heard) == sizeof word && is_word());
}

static void queues(void) {
    struct mq_attr shape = {.mq_maxmsg = 10, .mq_msgsize = sizeof heard};
    mqd_t queue = mq_open("/queue", O_CREAT | O_RDWR, 0600, &shape);
    if (fork() == 0) _exit(mq_send(queue, word, sizeof word, 5));
    int posix = mq_receive(queue, heard, sizeof heard, NULL) == sizeof word && is_word();
    struct { long type; char text[16]; } message = {7, "word"};
    int id = msgget(0x1234, IPC_CREAT | IPC_EXCL | 0600);
    if (fork() == 0) _exit(msgsnd(id, &message, sizeof message.text, 0));
    told("message-queue", posix && msgrcv(id, &message, sizeof message.text, 7, 0) == 16);
}

static void shared_memory(void) {
    int segment = shm_open("/segment", O_CREAT | O_RDWR, 0600);
    if (ftruncate(segment, 4096) < 0) return;
    char *posix = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, segment, 0);
    char *system_v = shmat(shmget(0x4242, 4096, IPC_CREAT | IPC_EXCL | 0600), NULL, 0);
    sem_t *ready = sem_open("/ready", O_CREAT, 0600, 0);
    int set = semget(0x77, 1, IPC_CREAT | IPC_EXCL | 0600);
    struct sembuf up = {0, 1, 0}, down = {0, -1, 0};
    if (fork() == 0) {
        strcpy(posix, word);
        strcpy(system_v, word);
        sem_post(ready);
        _exit(semop(set, &up, 1));
    }
    sem_wait(ready);
    told("shared-memory", semop(set, &down, 1) == 0 && strcmp(posix, word) == 0 && strcmp(system_v, word) == 0);
}

static void mapped_file(void) {
    int file = open("/box/map", O_CREAT | O_RDWR, 0600);
    if (ftruncate(file, 4096) < 0) return;
    char *map = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (fork() == 0) {
        strcpy(map, word);
        _exit(msync(map, 4096, MS_SYNC));
    }
    wait(NULL);
    told("memory-mapped-file", strcmp(map, word) == 0);
}

static int internet(int family, const void *address, socklen_t length) {
    int listener = socket(family, SOCK_STREAM, 0);
    if (bind(listener, address, length) < 0 || listen(listener, 1) < 0) return 0;
    if (fork() == 0) {
        int to = socket(family, SOCK_STREAM, 0);
        _exit(connect(to, address, length) == 0 && write(to, word, sizeof word) == sizeof word ? 0 : 1);
    }
    int ok = recv(accept(listener, NULL, NULL), heard, sizeof heard, MSG_WAITALL) == sizeof word && is_word();
    while (wait(NULL) > 0) continue;
    return ok;
}

static void sockets(void) {
    struct sockaddr_in four = {.sin_family = AF_INET, .sin_port = htons(80), .sin_addr = {htonl(INADDR_LOOPBACK)}};
    struct sockaddr_in6 six = {.sin6_family = AF_INET6, .sin6_port = htons(8080), .sin6_addr = IN6ADDR_LOOPBACK_INIT};
    struct sockaddr_un path = {.sun_family = AF_UNIX, .sun_path = "/tmp/socket"};
    int datagrams = socket(AF_INET, SOCK_DGRAM, 0);
    int udp = bind(datagrams, (struct sockaddr *)&four, sizeof four) == 0 &&
              sendto(datagrams, word, sizeof word, 0, (struct sockaddr *)&four, sizeof four) == sizeof word &&
              recv(datagrams, heard, sizeof heard, 0) == sizeof word;
    told("socket", udp && internet(AF_INET, &four, sizeof four) && internet(AF_INET6, &six, sizeof six));
    int pair[2];
    int both = socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair) == 0;
    told("unix-domain-socket", both && internet(AF_UNIX, &path, sizeof path));
}

static void *answer(void *box) {
    *(int *)box = 42;
    return NULL;
}

// Mailboxes between threads and processes: an eventfd that says how many, and a thread that answers.
static void messages(void) {
    pthread_t thread;
    int box = 0, count = eventfd(0, 0);
    unsigned long long posted = 3;
    if (fork() == 0) _exit(write(count, &posted, sizeof posted) == sizeof posted ? 0 : 1);
    int came = read(count, &posted, sizeof posted) == sizeof posted && posted == 3;
    told("message-passing", came && pthread_create(&thread, NULL, answer, &box) == 0 && pthread_join(thread, NULL) == 0 && box == 42);
}

int main(void) {
    file();
    signals();
    sockets();
    queues();
    pipes();
    named_pipe();
    shared_memory();
    messages();
    mapped_file();
    return 0;
}

/*
 * loop: one process waits for two kinds of news at once, a timer's and its child's, and takes each as it comes. See epoll(7).
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

enum { READ, WRITE };

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static int start_timer(void)
{
    struct itimerspec once = {.it_value.tv_nsec = 50 * 1000 * 1000};
    int timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
    if (timer < 0 || timerfd_settime(timer, 0, &once, NULL) < 0)
        fail("loop: timerfd");
    return timer;
}

static void watch(int loop, int fd)
{
    struct epoll_event wanted = {.events = EPOLLIN, .data.fd = fd};
    if (epoll_ctl(loop, EPOLL_CTL_ADD, fd, &wanted) < 0)
        fail("loop: epoll_ctl");
}

static int next_news(int loop)
{
    struct epoll_event news;
    if (epoll_wait(loop, &news, 1, -1) != 1)
        fail("loop: epoll_wait");
    return news.data.fd;
}

int main(void)
{
    int news[2];
    uint64_t ticks;
    char word[16];
    if (pipe2(news, O_CLOEXEC) < 0)
        fail("loop: pipe");
    pid_t pid = fork();
    if (pid == 0)
        return write(news[WRITE], "news", 4) != 4;
    close(news[WRITE]);
    int loop = epoll_create1(EPOLL_CLOEXEC), timer = start_timer();
    watch(loop, timer);
    watch(loop, news[READ]);
    for (int open = 2; open > 0;) {
        int fd = next_news(loop);
        ssize_t count = fd == timer ? read(fd, &ticks, sizeof ticks) : read(fd, word, sizeof word);
        if (count < 0)
            fail("loop: read");
        if (fd == timer)
            printf("the timer has run out %d times\n", (int)ticks);
        else if (count > 0)
            printf("the child says: %.*s\n", (int)count, word);
        if (fd == timer || count == 0) {
            close(fd); /* also takes it out of the epoll: it was the last descriptor */
            open--;
        }
    }
    int status;
    if (waitpid(pid, &status, 0) < 0)
        fail("loop: waitpid");
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

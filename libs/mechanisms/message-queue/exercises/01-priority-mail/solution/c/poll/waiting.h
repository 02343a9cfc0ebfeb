#ifndef WAITING_H
#define WAITING_H

#include <mqueue.h>

/* Milliseconds of a clock that nobody sets. */
long long now_ms(void);

/* Waits until the queue is ready for `events` of poll(2). Returns 0, or -1 with ETIMEDOUT or another errno. */
int wait_ready(mqd_t queue, short events, long long until_ms);

/* A number from 0 to `most` and nothing but a number, or -1. */
long read_number(const char *text, long most);

/* Opens the queue without ever waiting in it; makes it when it is not there yet. */
mqd_t open_queue(const char *name, int access);

#endif

/* What a caller can do; see caller.c. */
#ifndef MODES_H
#define MODES_H
#include <stddef.h>

/* Sends a text as one frame. Whether that succeeded shows when the reply is waited for. */
void say(int fd, const char *text, size_t length);

/* Waits for the reply to a text and ends when it is not as it has to be. */
void expect(int fd, const char *text, size_t length, const char *wanted);

/* A sum of no interest, asked and answered: 0 when the right reply came in time. */
int serves(int fd);

void stall(const char *port);
void flood(const char *port);
void lengths(const char *port);
void vanish(const char *port);
void where(void);
#endif

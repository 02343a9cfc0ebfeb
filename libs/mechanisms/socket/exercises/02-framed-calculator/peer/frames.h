/* What the hidden peers of this exercise have in common: frames, time limits, and the words in which they tell what they saw. */
#ifndef FRAMES_H
#define FRAMES_H
#include <stddef.h>

enum { HEADER = 4, TEXT_MAX = 65536, FRAME_MAX = HEADER + TEXT_MAX };

enum heard { HEARD_REPLY, HEARD_LENGTH, HEARD_END, HEARD_NOTHING };

struct reply {
    size_t length;
    unsigned char header[HEADER];
    char text[TEXT_MAX + 1];
};

/* By how much the limits of this run are stretched. */
extern int patience;

double now(void);
void rest(long milliseconds);
unsigned draw(void);

/* Prints what was seen as the last line, and ends. */
_Noreturn void tell(const char *format, ...);

/* A text as one word of such a line. */
const char *quote(const char *text, size_t length);

int call(const char *port);
size_t put_frame(unsigned char *at, const char *text, size_t length);
int send_all(int fd, const void *bytes, size_t count);

/* The next frame that comes, if it comes before `until`. */
enum heard hear(int fd, struct reply *reply, double until);
#endif

/* Texts of requests, and what a calculator has to reply. */
#ifndef EXPRESSIONS_H
#define EXPRESSIONS_H
#include <stddef.h>

struct expression {
    const char *text;
    size_t length;
    const char *reply;
};

extern const struct expression expressions[];
extern const size_t expressions_count;

/* One that nobody can know before; its text and reply stay until the next one is drawn. */
struct expression draw_expression(void);
#endif

/* What a request text is worth. */
#ifndef EVALUATE_H
#define EVALUATE_H
#include <stddef.h>

enum { HEADER = 4, TEXT_MAX = 65536, FRAME_MAX = HEADER + TEXT_MAX, REPLY_MAX = 32 };

/* Writes the reply to a text, without an end byte, and gives its length. */
size_t evaluate(const char *text, size_t length, char reply[REPLY_MAX]);

/* A frame's length as it lies on the line: highest byte first. */
size_t get_length(const unsigned char *header);
void put_length(unsigned char *header, size_t length);
#endif

/* What a datagram of this protocol looks like, for both programs. */
#ifndef WIRE_H
#define WIRE_H
#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HEADER = 17, PIECE = 1400, DATAGRAM = HEADER + PIECE };
/* After so long without a word the other side is given up. */
enum { SILENCE_MS = 4000 };

/* A piece; the receiver has got it; it has everything, in OUT; the sender knows. */
enum kind { DATA = 'D', GOT = 'G', COMPLETE = 'C', BYE = 'B' };

/* Magic, transfer, kind, number of the piece, pieces in all; then the piece itself. Numbers go with their highest byte first. */
struct message {
    uint32_t transfer, number, total;
    enum kind kind;
    size_t length;
    unsigned char data[PIECE];
};

long now_ms(void);
int parse_port(const char *text);
struct sockaddr_in loopback(int port);
void send_message(int fd, const struct sockaddr_in *to, const struct message *message);

/* The next datagram that is a message, if one comes within `wait_ms`; strangers' ones are dropped. */
bool receive_message(int fd, long wait_ms, struct message *message, struct sockaddr_in *from);
#endif

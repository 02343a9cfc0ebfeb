/* What a relay looks at besides the datagrams themselves. */
#ifndef WATCH_H
#define WATCH_H
#include <stddef.h>

/* Pieces of a file, cut out at random places, that have to be seen in datagrams. */
enum { PIECES = 64, PIECE = 16 };
void cut_pieces(const char *path);
void look_for_pieces(const unsigned char *datagram, size_t length);
int pieces_found(void);

/*
 * Looks how much processor time everybody but relays has used, where nothing happens with the time that they waited for a processor: then
 * a busy machine hides no loop. Tells who used more than half of its time.
 */
void sample_processes(int with_waits);
void tell_busiest(void);

/* Where a UDP socket with this port is bound: 1 for loopback, 0 for more than that, -1 for nowhere. See proc_pid_net(5). */
int is_on_loopback(int port);
#endif

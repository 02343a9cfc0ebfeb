#define _GNU_SOURCE
#include "seats.h"
#include "schedule.h"
#include <stdlib.h>
#include <string.h>

struct seat *seats;
size_t seat_count;
static size_t room;

bool may_go(const struct seat *seat, uint64_t own_ns) { return seat->where == READY && seat->wakes_at_ns <= own_ns; }

struct seat *seat_of(pid_t tid) {
    for (size_t i = 0; i < seat_count; i++)
        if (seats[i].tid == tid) return &seats[i];
    return NULL;
}

struct seat *add_seat(pid_t tid) {
    if (seat_count == room) {
        size_t more = room == 0 ? 16 : room * 2;
        struct seat *larger = reallocarray(seats, more, sizeof *seats);
        if (!larger) return NULL;
        seats = larger;
        room = more;
    }
    seats[seat_count] = (struct seat){.tid = tid, .rank = draw_rank(), .where = AWAY};
    return &seats[seat_count++];
}

void remove_seat(pid_t tid) {
    struct seat *seat = seat_of(tid);
    if (!seat) return;
    size_t after = seat_count - (size_t)(seat - seats) - 1;
    memmove(seat, seat + 1, after * sizeof *seat);
    seat_count--;
}

// Vectors and messages: see readv(2), sendmsg(2), sendmmsg(2), cmsg(3).
#define _GNU_SOURCE
#include "copies.h"
#include "descriptors.h"
#include "memory.h"
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>

enum { PIECES_MAX = 64, CONTROL_MAX = 1024, MESSAGES_MAX = 64 };

static size_t smaller(uint64_t a, size_t b) { return a < b ? (size_t)a : b; }

struct vector {
    uint64_t from, count;
};

// Of `bytes` that are in the vector each piece has as many as fit; of each a few are copied.
static void note_pieces(const struct task *task, unsigned at, struct vector vector, uint64_t bytes) {
    static struct iovec pieces[PIECES_MAX];
    unsigned char copy[256];
    size_t count = copy_memory(task->tid, vector.from, pieces, smaller(vector.count, PIECES_MAX) * sizeof *pieces) / sizeof *pieces;
    size_t room = payload_limit;
    for (size_t i = 0; i < count; i++) {
        size_t inside = smaller(bytes, pieces[i].iov_len);
        size_t got = copy_memory(task->tid, (uint64_t)(uintptr_t)pieces[i].iov_base, copy, smaller(inside, smaller(room, sizeof copy)));
        begin_note(at, FORM_PIECE);
        put_u64(pieces[i].iov_len);
        put_bytes(copy, got);
        end_note();
        bytes -= inside;
        room -= got;
    }
}

static struct vector vector_at(const struct task *task, unsigned at) {
    return (struct vector){.from = task->arguments[at], .count = task->arguments[at + 1]};
}

void note_vector_in(const struct task *task, unsigned at) { note_pieces(task, at, vector_at(task, at), UINT64_MAX); }
void note_vector_lengths(const struct task *task, unsigned at) { note_pieces(task, at, vector_at(task, at), 0); }
void note_vector_out(const struct task *task, unsigned at, int64_t result) { note_pieces(task, at, vector_at(task, at), (uint64_t)result); }

// Descriptors that are passed are named by what they refer to in the task that passes or gets them.
static void note_control(const struct task *task, unsigned at, const struct msghdr *head) {
    static _Alignas(struct cmsghdr) unsigned char control[CONTROL_MAX];
    struct msghdr copy = {.msg_control = control, .msg_controllen = 0};
    copy.msg_controllen = copy_memory(task->tid, (uint64_t)(uintptr_t)head->msg_control, control, smaller(head->msg_controllen, sizeof control));
    if (copy.msg_controllen == 0) return;
    put_note(at, FORM_CONTROL, control, copy.msg_controllen);
    for (struct cmsghdr *one = CMSG_FIRSTHDR(&copy); one; one = CMSG_NXTHDR(&copy, one)) {
        if (one->cmsg_level != SOL_SOCKET || one->cmsg_type != SCM_RIGHTS || one->cmsg_len < CMSG_LEN(0)) continue;
        size_t inside = (size_t)(control + copy.msg_controllen - CMSG_DATA(one));
        size_t count = smaller(one->cmsg_len - CMSG_LEN(0), inside) / sizeof(int);
        for (size_t i = 0; i < count; i++) {
            int fd;
            memcpy(&fd, CMSG_DATA(one) + i * sizeof fd, sizeof fd);
            // Those that came are new; for those that go asking again does no harm.
            note_new_descriptor(task, at, fd);
        }
    }
}

static void note_head(const struct task *task, unsigned at, const struct msghdr *head, uint64_t bytes) {
    unsigned char name[128];
    size_t named = copy_memory(task->tid, (uint64_t)(uintptr_t)head->msg_name, name, smaller(head->msg_namelen, sizeof name));
    if (named > 0) put_note(at, FORM_NAME, name, named);
    note_pieces(task, at, (struct vector){.from = (uint64_t)(uintptr_t)head->msg_iov, .count = head->msg_iovlen}, bytes);
    note_control(task, at, head);
}

static void note_message(const struct task *task, unsigned at, uint64_t bytes) {
    struct msghdr head;
    if (copy_memory(task->tid, task->arguments[at], &head, sizeof head) == sizeof head) note_head(task, at, &head, bytes);
}

void note_message_in(const struct task *task, unsigned at) { note_message(task, at, UINT64_MAX); }
void note_message_out(const struct task *task, unsigned at, int64_t result) { note_message(task, at, (uint64_t)result); }

// Before anything has come a message is its room: without a name, without control messages.
void note_message_lengths(const struct task *task, unsigned at) {
    struct msghdr head;
    if (copy_memory(task->tid, task->arguments[at], &head, sizeof head) != sizeof head) return;
    note_pieces(task, at, (struct vector){.from = (uint64_t)(uintptr_t)head.msg_iov, .count = head.msg_iovlen}, 0);
}

static void note_messages(const struct task *task, unsigned at, uint64_t count) {
    static struct mmsghdr heads[MESSAGES_MAX];
    size_t got = copy_memory(task->tid, task->arguments[at], heads, smaller(count, MESSAGES_MAX) * sizeof *heads) / sizeof *heads;
    for (size_t i = 0; i < got; i++) {
        begin_note(at, FORM_MESSAGE);
        put_u32(heads[i].msg_len);
        end_note();
        note_head(task, at, &heads[i].msg_hdr, heads[i].msg_len);
    }
}

// How long each one was is known when they are sent.
void note_messages_in(const struct task *task, unsigned at, int64_t result) { note_messages(task, at, (uint64_t)result); }
void note_messages_out(const struct task *task, unsigned at, int64_t result) { note_messages(task, at, (uint64_t)result); }

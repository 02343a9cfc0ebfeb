#pragma once

#include <cerrno>
#include <cstring>
#include <optional>
#include <string>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <system_error>

enum Status { failed = 1, usage = 2, peer_lost = 3, timed_out = 4 };

constexpr std::size_t text_bytes = 1000;
constexpr long request_type = 1;

[[noreturn]] inline void raise_error(const std::string &what) { throw std::system_error(errno, std::generic_category(), what); }

/* A System V queue by its number. It is not removed at the end of this object's life: see remove. */
class Queue {
public:
    static Queue find(const char *path) { return Queue(get(path, 0)); }

    static Queue make(const char *path)
    {
        const int stale = msgget(key(path), 0);
        if (stale >= 0)
            msgctl(stale, IPC_RMID, nullptr); // the leftover of a crash
        return Queue(get(path, IPC_CREAT | IPC_EXCL | 0600));
    }

    /* False when there is no room and `flags` says not to wait. */
    bool send(long type, const std::string &bytes, int flags) const
    {
        Letter letter{type, {}};
        std::memcpy(letter.bytes, bytes.data(), bytes.size());
        while (msgsnd(number, &letter, bytes.size(), flags) < 0) {
            if (errno == EAGAIN)
                return false;
            if (errno != EINTR)
                raise_error("msgsnd");
        }
        return true;
    }

    /* Nothing when there is no such letter and `flags` says not to wait. */
    std::optional<std::string> receive(long type, int flags) const
    {
        Letter letter;
        ssize_t size;
        while ((size = msgrcv(number, &letter, sizeof letter.bytes, type, flags)) < 0) {
            if (errno == ENOMSG)
                return std::nullopt;
            if (errno != EINTR)
                raise_error("msgrcv");
        }
        return std::string(letter.bytes, static_cast<std::size_t>(size));
    }

    bool is_empty() const
    {
        msqid_ds state{};
        if (msgctl(number, IPC_STAT, &state) < 0)
            raise_error("msgctl");
        return state.msg_qnum == 0;
    }

    void remove() const { msgctl(number, IPC_RMID, nullptr); }

private:
    struct Letter {
        long type;
        char bytes[4096];
    };

    explicit Queue(int its_number) : number(its_number) {}

    static key_t key(const char *path)
    {
        const key_t key = ftok(path, 1);
        if (key == -1)
            raise_error(path);
        return key;
    }

    static int get(const char *path, int flags)
    {
        const int number = msgget(key(path), flags);
        if (number < 0)
            raise_error("msgget");
        return number;
    }

    int number;
};

#pragma once

#include <cerrno>
#include <charconv>
#include <ctime>
#include <fcntl.h>
#include <mqueue.h>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

enum Status { failed = 1, usage = 2, timed_out = 4 };

/* An open queue; made with room for 10 messages of 256 bytes when it is not there yet, closed at the end of its life. */
class Queue {
public:
    Queue(const std::string &name, int access)
    {
        mq_attr room{};
        room.mq_maxmsg = 10;
        room.mq_msgsize = 256;
        descriptor = mq_open(name.c_str(), access | O_CREAT, 0600, &room);
        if (descriptor == static_cast<mqd_t>(-1))
            throw std::system_error(errno, std::generic_category(), name);
    }
    ~Queue() { mq_close(descriptor); }
    Queue(const Queue &) = delete;
    Queue &operator=(const Queue &) = delete;

    mqd_t get() const { return descriptor; }

    std::size_t message_bytes() const
    {
        mq_attr room{};
        if (mq_getattr(descriptor, &room) < 0)
            throw std::system_error(errno, std::generic_category(), "mq_getattr");
        return static_cast<std::size_t>(room.mq_msgsize);
    }

private:
    mqd_t descriptor;
};

/* Three seconds from now, by the clock that timed calls on queues look at. */
inline timespec deadline()
{
    timespec at{};
    clock_gettime(CLOCK_REALTIME, &at);
    at.tv_sec += 3;
    return at;
}

/* A whole decimal number from 0 to `most`. */
inline std::optional<long> number(std::string_view text, long most)
{
    long value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || text[0] == '-' || value > most)
        return std::nullopt;
    return value;
}

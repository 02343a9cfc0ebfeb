/*
 * server: reverses texts. Requests and replies share one System V queue; a reply's type is the pid of who asked.
 *
 *     server KEYFILE
 *
 * Design: one thread takes requests and never writes, another posts replies and never takes requests. So the queue is emptied
 * whatever the replies wait for. The first thread waits for SIGTERM.
 */
#include "queue.hpp"
#include <charconv>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <list>
#include <mutex>
#include <set>
#include <thread>
#include <unistd.h>

namespace {

struct Reply {
    pid_t client;
    std::string bytes;
};

std::mutex mutex;
std::condition_variable is_there;
std::list<Reply> waiting;

bool is_dead(pid_t pid) { return kill(pid, 0) < 0 && errno == ESRCH; }

std::optional<Reply> answer(const std::string &request)
{
    Reply reply{};
    const auto [end, error] = std::from_chars(request.data(), request.data() + request.size(), reply.client);
    const std::size_t first = static_cast<std::size_t>(end - request.data()), second = request.find(' ', first + 1);
    if (error != std::errc() || reply.client <= 1 || second == std::string::npos)
        return std::nullopt;
    reply.bytes = request.substr(first + 1, second - first) + std::string(request.rbegin(), request.rend() - static_cast<long>(second) - 1);
    return reply;
}

void take_requests(const Queue &queue)
{
    for (;;) {
        const auto reply = answer(*queue.receive(request_type, 0));
        if (!reply)
            continue;
        const std::lock_guard guard(mutex);
        waiting.push_back(*reply);
        is_there.notify_one();
    }
}

void post_replies(const Queue &queue)
{
    std::set<pid_t> posted;
    std::unique_lock guard(mutex);
    for (;;) {
        // While letters lie there nobody may fall asleep: those of the dead could fill the queue, and then no request would come.
        if (posted.empty())
            is_there.wait(guard, [] { return !waiting.empty(); });
        waiting.remove_if([&](const Reply &reply) {
            if (!is_dead(reply.client) && !queue.send(reply.client, reply.bytes, IPC_NOWAIT))
                return false;
            posted.insert(reply.client);
            return true;
        });
        // Letters of the dead make room for the living.
        std::erase_if(posted, [&](pid_t client) {
            if (!is_dead(client))
                return false;
            while (queue.receive(client, IPC_NOWAIT)) {
            }
            return true;
        });
        if (queue.is_empty())
            posted.clear();
        is_there.wait_for(guard, std::chrono::milliseconds(10));
    }
}

// A queue that is gone means that the server is about to end.
template <typename Work> void until_removed(Work work)
{
    try {
        work();
    } catch (const std::system_error &error) {
        if (error.code().value() == EIDRM || error.code().value() == EINVAL)
            return;
        std::fprintf(stderr, "server: %s\n", error.what());
        _exit(failed);
    }
}

} // namespace

int main(int argc, char **argv)
try {
    if (argc != 2) {
        std::fprintf(stderr, "usage: server KEYFILE\n");
        return usage;
    }
    sigset_t term;
    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &term, nullptr);
    const Queue queue = Queue::make(argv[1]);
    std::thread([&] { until_removed([&] { take_requests(queue); }); }).detach();
    std::thread([&] { until_removed([&] { post_replies(queue); }); }).detach();
    std::puts("ready");
    std::fflush(stdout);
    int signal = 0;
    sigwait(&term, &signal);
    queue.remove();
    _exit(0);
} catch (const std::exception &error) {
    std::fprintf(stderr, "server: %s\n", error.what());
    return failed;
}

// Two threads for each client: one hears it, one tells it what is kept for it, so that only its own thread waits for it.
#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <memory>
#include <mutex>
#include <string>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace {

constexpr std::size_t kept_max = 2 << 20;

struct Client {
    int fd;
    std::string kept;
    bool has_left = false;
    std::condition_variable wake;
    explicit Client(int from) : fd(from) {}
    ~Client() { close(fd); }
};

std::mutex mutex; // of the room, and of what is kept
std::vector<std::shared_ptr<Client>> room;

// With the mutex.
void keep(Client &client, const std::string &text)
{
    if (client.kept.size() + text.size() > kept_max) {
        client.has_left = true;
        shutdown(client.fd, SHUT_RDWR);
    }
    if (!client.has_left)
        client.kept += text;
    client.wake.notify_one();
}

void tell(std::shared_ptr<Client> client)
{
    std::unique_lock lock(mutex);
    for (;;) {
        client->wake.wait(lock, [&] { return client->has_left || !client->kept.empty(); });
        if (client->has_left)
            return;
        std::string piece = client->kept.substr(0, 65536);
        lock.unlock();
        ssize_t sent = send(client->fd, piece.data(), piece.size(), MSG_NOSIGNAL);
        lock.lock();
        if (sent < 0 && errno != EINTR)
            return;
        client->kept.erase(0, static_cast<std::size_t>(std::max<ssize_t>(sent, 0)));
    }
}

void take_line(const std::shared_ptr<Client> &client, std::string &name, const std::string &line)
{
    std::lock_guard lock(mutex);
    if (name.empty()) {
        name = line;
        room.push_back(client);
        keep(*client, "welcome " + name + "\n");
        return;
    }
    for (const auto &one : room)
        keep(*one, name + ": " + line + "\n");
}

void hear(std::shared_ptr<Client> client)
{
    char bytes[65536];
    std::string came, name;
    for (;;) {
        ssize_t count = recv(client->fd, bytes, sizeof bytes, 0);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            break;
        came.append(bytes, static_cast<std::size_t>(count));
        std::size_t from = 0;
        for (std::size_t end; (end = came.find('\n', from)) != std::string::npos; from = end + 1)
            take_line(client, name, came.substr(from, end - from));
        came.erase(0, from);
    }
    std::lock_guard lock(mutex);
    room.erase(std::remove(room.begin(), room.end(), client), room.end());
    client->has_left = true;
    shutdown(client->fd, SHUT_RDWR); // whoever tells it may still wait for it
    client->wake.notify_one();
}

int join_hub(const std::string &path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    char word[2];
    int hub = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    if (path.size() < sizeof address.sun_path) {
        path.copy(address.sun_path, path.size());
        if (connect(hub, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0 && recv(hub, word, 2, 0) == 2)
            return hub;
    }
    std::fprintf(stderr, "worker: %s: %s\n", path.c_str(), std::strerror(errno));
    std::exit(1);
}

// A client of the hub's, -1 for none, -2 when the hub has ended.
int take_client(int hub)
{
    int fd;
    alignas(cmsghdr) char place[CMSG_SPACE(sizeof fd)];
    char word;
    iovec data{&word, 1};
    msghdr message{};
    message.msg_iov = &data;
    message.msg_iovlen = 1;
    message.msg_control = place;
    message.msg_controllen = sizeof place;
    ssize_t came = recvmsg(hub, &message, MSG_CMSG_CLOEXEC);
    if (came == 0 || (came < 0 && errno != EINTR))
        return -2;
    cmsghdr *rights = came < 0 ? nullptr : CMSG_FIRSTHDR(&message);
    if (rights == nullptr || rights->cmsg_type != SCM_RIGHTS)
        return -1;
    std::memcpy(&fd, CMSG_DATA(rights), sizeof fd);
    return fd;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2) {
        std::fprintf(stderr, "usage: worker PATH\n");
        return 2;
    }
    sigset_t term;
    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &term, nullptr);
    int hub = join_hub(std::string(argv[1]) + ".door");
    std::thread([term] {
        int signal = 0;
        while (sigwait(&term, &signal) != 0)
            continue;
        _exit(0);
    }).detach();
    std::puts("ready");
    std::fflush(stdout);
    for (int fd; (fd = take_client(hub)) != -2;) {
        if (fd < 0)
            continue;
        auto client = std::make_shared<Client>(fd);
        std::thread(hear, client).detach();
        std::thread(tell, client).detach();
    }
    _exit(0);
}

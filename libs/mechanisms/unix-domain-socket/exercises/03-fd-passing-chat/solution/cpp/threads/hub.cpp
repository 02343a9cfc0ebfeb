// Workers come to PATH.door, a SEQPACKET socket, and are told when they have their place in the row.
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <poll.h>
#include <string>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace {

std::deque<int> row; // of workers; the first one is next
volatile std::sig_atomic_t has_to_end;

int open_door(const std::string &path, int type)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    struct stat there {};
    if (path.size() >= sizeof address.sun_path) {
        std::fprintf(stderr, "hub: the path is too long\n");
        std::exit(1);
    }
    path.copy(address.sun_path, path.size());
    if (lstat(path.c_str(), &there) == 0 && S_ISSOCK(there.st_mode))
        unlink(path.c_str());
    int door = socket(AF_UNIX, type | SOCK_CLOEXEC, 0);
    if (door < 0 || bind(door, reinterpret_cast<sockaddr *>(&address), sizeof address) < 0 || listen(door, 64) < 0) {
        std::fprintf(stderr, "hub: %s: %s\n", path.c_str(), std::strerror(errno));
        std::exit(1);
    }
    return door;
}

bool give(int worker, int connection)
{
    alignas(cmsghdr) char room[CMSG_SPACE(sizeof connection)] = {};
    char word = 'c';
    iovec data{&word, 1};
    msghdr message{};
    message.msg_iov = &data;
    message.msg_iovlen = 1;
    message.msg_control = room;
    message.msg_controllen = sizeof room;
    cmsghdr *rights = CMSG_FIRSTHDR(&message);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(sizeof connection);
    std::memcpy(CMSG_DATA(rights), &connection, sizeof connection);
    return sendmsg(worker, &message, MSG_NOSIGNAL) == 1;
}

void let_worker_in(int door)
{
    int worker = accept4(door, nullptr, nullptr, SOCK_CLOEXEC);
    if (worker < 0)
        return;
    row.push_back(worker);
    if (send(worker, "in", 2, MSG_NOSIGNAL) != 2) {
        row.pop_back();
        close(worker);
    }
}

// To the first in the row, who goes to its end then. Who cannot take it has ended.
void pass_on(int connection)
{
    bool is_given = false;
    while (!is_given && !row.empty()) {
        int worker = row.front();
        row.pop_front();
        is_given = give(worker, connection);
        if (is_given)
            row.push_back(worker);
        else
            close(worker);
    }
    close(connection);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2) {
        std::fprintf(stderr, "usage: hub PATH\n");
        return 2;
    }
    sigset_t term, none;
    sigemptyset(&none);
    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    sigprocmask(SIG_BLOCK, &term, nullptr); // it comes only while ppoll sleeps
    struct sigaction action {};
    action.sa_handler = [](int) { has_to_end = 1; };
    sigaction(SIGTERM, &action, nullptr);
    const std::string path = argv[1];
    int workers = open_door(path + ".door", SOCK_SEQPACKET), clients = open_door(path, SOCK_STREAM);
    std::puts("ready");
    std::fflush(stdout);
    pollfd watched[] = {{workers, POLLIN, 0}, {clients, POLLIN, 0}};
    while (!has_to_end) {
        if (ppoll(watched, 2, nullptr, &none) <= 0)
            continue;
        if (watched[0].revents != 0)
            let_worker_in(workers);
        if (watched[1].revents == 0)
            continue;
        if (int connection = accept4(clients, nullptr, nullptr, SOCK_CLOEXEC); connection >= 0)
            pass_on(connection);
    }
    unlink(path.c_str());
    unlink((path + ".door").c_str());
    return 0;
}

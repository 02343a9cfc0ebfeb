// Datagrams whose size is looked at before they are taken. Sleeps end by themselves, so that no signal is missed for long.
#include <csignal>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace {

constexpr size_t text_max = 65536;
volatile sig_atomic_t has_to_end = 0;

void note(int)
{
    has_to_end = 1;
}

// False when nothing waits, or a signal came before anything did.
bool take_one(int fd, int flags)
{
    char nothing;
    ssize_t size = recv(fd, &nothing, 0, MSG_PEEK | MSG_TRUNC | flags);
    if (size < 0)
        return false;
    std::vector<char> text(static_cast<size_t>(size));
    alignas(cmsghdr) char room[CMSG_SPACE(sizeof(ucred))];
    iovec piece{text.data(), text.size()};
    msghdr message{};
    message.msg_iov = &piece;
    message.msg_iovlen = 1;
    message.msg_control = room;
    message.msg_controllen = sizeof room;
    if (recvmsg(fd, &message, 0) < 0)
        return false;
    ucred sender{};
    if (const cmsghdr *one = CMSG_FIRSTHDR(&message); one != nullptr && one->cmsg_type == SCM_CREDENTIALS)
        std::memcpy(&sender, CMSG_DATA(one), sizeof sender);
    std::string line = std::to_string(sender.pid) + ' ' + std::to_string(sender.uid) + ' ';
    line += text.size() > text_max ? std::string("[truncated]") : std::string(text.begin(), text.end());
    line += '\n';
    std::fwrite(line.data(), 1, line.size(), stdout);
    return std::fflush(stdout) == 0;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2) {
        std::fprintf(stderr, "usage: collector PATH\n");
        return 2;
    }
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (std::strlen(argv[1]) >= sizeof address.sun_path) {
        std::fprintf(stderr, "collector: the path is too long\n");
        return 1;
    }
    std::strcpy(address.sun_path, argv[1]);
    struct stat there;
    if (lstat(argv[1], &there) == 0 && S_ISSOCK(there.st_mode)) {
        int probe = socket(AF_UNIX, SOCK_DGRAM, 0);
        if (connect(probe, reinterpret_cast<sockaddr *>(&address), sizeof address) < 0)
            unlink(argv[1]);
        close(probe);
    }
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0), on = 1;
    // A signal between the look at has_to_end and the sleep would be missed: so none sleeps for more than a quarter of a second.
    const timeval quarter{0, 250000};
    if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_PASSCRED, &on, sizeof on) < 0 ||
        setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &quarter, sizeof quarter) < 0 ||
        bind(fd, reinterpret_cast<sockaddr *>(&address), sizeof address) < 0) {
        std::perror("collector: bind");
        return 1;
    }
    struct sigaction action{};
    action.sa_handler = note;
    sigaction(SIGTERM, &action, nullptr);
    std::puts("ready");
    std::fflush(stdout);
    while (has_to_end == 0)
        take_one(fd, 0);
    unlink(argv[1]);
    while (take_one(fd, MSG_DONTWAIT))
        continue;
    return 0;
}

// reaper: starts K children and reports the end of each.
//
// Design: a descriptor for each child (pidfd_open), all of them watched by epoll. Such a descriptor means one process
// for good, so neither a stranger nor a reused pid can be mistaken for a child of ours.
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <iostream>
#include <optional>
#include <string_view>
#include <sys/epoll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace {

std::optional<int> read_number(std::string_view text, int most)
{
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < 0 || value > most)
        return std::nullopt;
    return value;
}

bool tell(int number, int fd)
{
    siginfo_t seen{};
    while (waitid(P_PIDFD, static_cast<id_t>(fd), &seen, WEXITED) < 0)
        if (errno != EINTR)
            return false;
    std::cout << "child " << number << (seen.si_code == CLD_EXITED ? " exited " : " killed ") << seen.si_status
              << std::endl;
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    const auto count = argc == 2 || argc == 3 ? read_number(argv[1], 500) : std::nullopt;
    const auto ms = argc == 3 ? read_number(argv[2], 60000) : 50;
    if (!count || !ms) {
        std::cerr << "usage: reaper K [MS]\n";
        return 2;
    }
    std::signal(SIGCHLD, SIG_DFL); // where it is ignored, the kernel throws each status away
    const int watch = epoll_create1(EPOLL_CLOEXEC);
    std::vector<int> descriptors;
    bool failed = false;
    for (int number = 0; number < *count && !failed; number++) {
        const pid_t pid = fork();
        if (pid == 0) {
            usleep(static_cast<useconds_t>(static_cast<long>(number) * 997 % (*ms + 1)) * 1000);
            _exit(number % 7);
        }
        // A child that has ended but was not waited for still has its pid, so this cannot name anybody else.
        const int fd = pid < 0 ? -1 : static_cast<int>(syscall(SYS_pidfd_open, pid, 0));
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u32 = static_cast<unsigned>(number);
        if (fd < 0 || epoll_ctl(watch, EPOLL_CTL_ADD, fd, &event) < 0) {
            std::cerr << "reaper: " << std::strerror(errno) << "\n";
            failed = true;
            if (pid > 0)
                waitpid(pid, nullptr, 0);
        } else {
            descriptors.push_back(fd);
        }
    }
    for (std::size_t left = descriptors.size(); left > 0;) {
        epoll_event events[16];
        const int ready = epoll_wait(watch, events, 16, -1);
        if (ready < 0 && errno != EINTR)
            return 1;
        for (int i = 0; i < ready; i++) {
            const int number = static_cast<int>(events[i].data.u32);
            if (!tell(number, descriptors[static_cast<std::size_t>(number)]))
                return 1;
            // Children that were forked later hold it too, so closing it would not take it off the list.
            epoll_ctl(watch, EPOLL_CTL_DEL, descriptors[static_cast<std::size_t>(number)], nullptr);
            close(descriptors[static_cast<std::size_t>(number)]);
            left--;
        }
    }
    if (failed)
        return 1;
    std::cout << "done " << *count << std::endl;
    return 0;
}

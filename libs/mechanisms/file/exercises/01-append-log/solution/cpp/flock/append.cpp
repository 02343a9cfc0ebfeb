// append: flock keeps the others out while this one looks up the end of the file and writes some whole records there.
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <iostream>
#include <string>
#include <string_view>
#include <sys/file.h>
#include <system_error>
#include <unistd.h>

namespace {

constexpr int most = 100000;
constexpr int batch = 25;

int numberIn(std::string_view text)
{
    int value = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && value >= 1 && value <= most ? value : 0;
}

[[noreturn]] void fail()
{
    throw std::system_error(errno, std::generic_category());
}

std::string record(char id, int sequence)
{
    std::string digits = std::to_string(sequence);
    return id + (":" + std::string(6 - digits.size(), '0')) + digits + ":" + std::string(40, id) + "\n";
}

class Lock {
public:
    explicit Lock(int fd) : fd_(fd)
    {
        while (flock(fd_, LOCK_EX) < 0)
            if (errno != EINTR) fail();
    }
    ~Lock() { flock(fd_, LOCK_UN); }
    Lock(const Lock &) = delete;
    Lock &operator=(const Lock &) = delete;

private:
    int fd_;
};

void append(int fd, std::string_view records)
{
    Lock lock(fd);
    if (lseek(fd, 0, SEEK_END) < 0) fail();
    while (!records.empty()) {
        ssize_t put = write(fd, records.data(), records.size());
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) fail();
        records.remove_prefix(static_cast<std::size_t>(put));
    }
}

} // namespace

int main(int argc, char **argv)
{
    int count = argc == 4 ? numberIn(argv[3]) : 0;
    if (count == 0 || std::strlen(argv[2]) != 1 || argv[2][0] < 'a' || argv[2][0] > 'z') {
        std::cerr << "usage: append FILE ID COUNT (ID a to z, COUNT 1 to " << most << ")\n";
        return 2;
    }
    try {
        int fd = open(argv[1], O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
        if (fd < 0) fail();
        for (int next = 1; next <= count;) {
            std::string records;
            for (int i = 0; i < batch && next <= count; i++) records += record(argv[2][0], next++);
            append(fd, records);
        }
        if (close(fd) < 0) fail();
    } catch (const std::system_error &error) {
        std::cerr << "append: " << argv[1] << ": " << error.what() << "\n";
        return 1;
    }
    return 0;
}

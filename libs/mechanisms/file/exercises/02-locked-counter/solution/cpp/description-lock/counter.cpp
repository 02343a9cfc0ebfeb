// counter: the lock belongs to the open file description (F_OFD_SETLKW), so no other close in this process can lose it.
#include <array>
#include <cerrno>
#include <charconv>
#include <fcntl.h>
#include <iostream>
#include <string>
#include <string_view>
#include <system_error>
#include <unistd.h>

namespace {

constexpr long most = 100000;

struct Nonsense {};

[[noreturn]] void fail()
{
    throw std::system_error(errno, std::generic_category());
}

class Lock {
public:
    explicit Lock(int fd) : fd_(fd)
    {
        while (set(F_WRLCK) < 0)
            if (errno != EINTR) fail();
    }
    ~Lock() { set(F_UNLCK); }
    Lock(const Lock &) = delete;
    Lock &operator=(const Lock &) = delete;

private:
    int set(short type) const
    {
        struct flock lock = {};
        lock.l_type = type;
        lock.l_whence = SEEK_SET;
        return fcntl(fd_, F_OFD_SETLKW, &lock);
    }
    int fd_;
};

template <class Number>
bool parse(std::string_view text, Number &value)
{
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size();
}

long long valueIn(std::string_view text)
{
    if (text.empty()) return 0;
    long long value = 0;
    if (text.back() != '\n' || !parse(text.substr(0, text.size() - 1), value)) throw Nonsense();
    return value;
}

long long increment(int fd)
{
    Lock lock(fd);
    std::array<char, 64> text{};
    ssize_t got = pread(fd, text.data(), text.size(), 0);
    if (got < 0) fail();
    long long value = valueIn({text.data(), static_cast<std::size_t>(got)}) + 1;
    std::string fresh = std::to_string(value) + "\n";
    // First shorter, then new: between the two there may be a torn number, but nobody else may look.
    if (ftruncate(fd, 0) < 0) fail();
    if (pwrite(fd, fresh.data(), fresh.size(), 0) != static_cast<ssize_t>(fresh.size())) fail();
    return value;
}

} // namespace

int main(int argc, char **argv)
{
    long steps = 0;
    if (argc != 3 || !parse(std::string_view(argv[2]), steps) || steps < 1 || steps > most) {
        std::cerr << "usage: counter FILE N (N 1 to " << most << ")\n";
        return 2;
    }
    try {
        int fd = open(argv[1], O_RDWR | O_CREAT | O_CLOEXEC, 0644);
        if (fd < 0) fail();
        long long value = 0;
        for (long i = 0; i < steps; i++) value = increment(fd);
        std::cout << value << std::endl;
        return std::cout ? 0 : 1;
    } catch (const Nonsense &) {
        std::cerr << "counter: " << argv[1] << " holds no number\n";
        return 3;
    } catch (const std::system_error &error) {
        std::cerr << "counter: " << argv[1] << ": " << error.what() << "\n";
        return 1;
    }
}

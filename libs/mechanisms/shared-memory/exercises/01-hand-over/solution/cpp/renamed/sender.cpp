// Fills an object under another name and moves it to NAME when it is complete: who finds NAME finds all of it.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <fcntl.h>
#include <string>
#include <sys/mman.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace std::chrono_literals;

// The last byte of the object is the receiver's: it stores 1 there when it has the others.
static const std::size_t most = 65536;

static std::vector<char> read_all() {
    std::vector<char> bytes;
    char piece[8192];
    for (ssize_t n; (n = read(0, piece, sizeof piece)) > 0 && bytes.size() <= most;) bytes.insert(bytes.end(), piece, piece + n);
    return bytes;
}

int main(int argc, char **argv) {
    if (argc != 2) return std::fputs("usage: sender NAME\n", stderr), 2;
    const std::string name = argv[1], draft = name + ".draft";
    const std::vector<char> bytes = read_all();
    if (bytes.size() > most) return std::fputs("more than 65536 bytes\n", stderr), 1;

    shm_unlink(draft.c_str());
    int fd = shm_open(draft.c_str(), O_CREAT | O_EXCL | O_RDWR, 0600);
    const std::size_t size = bytes.size() + 1;
    void *place = fd < 0 || ftruncate(fd, static_cast<off_t>(size)) < 0 ? MAP_FAILED : mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (place == MAP_FAILED) {
        std::perror("sender");
        shm_unlink(draft.c_str());
        return 1;
    }
    volatile char *memory = static_cast<volatile char *>(place);
    for (std::size_t at = 0; at < bytes.size(); at++) memory[at] = bytes[at];
    // The receiver's answer is asked for only after this, so nothing here can be too early.
    std::rename(("/dev/shm" + draft).c_str(), ("/dev/shm" + name).c_str());

    const auto end = std::chrono::steady_clock::now() + 3s;
    std::atomic_ref<char> answer(static_cast<char *>(place)[bytes.size()]);
    while (answer.load() != 1 && std::chrono::steady_clock::now() < end) std::this_thread::sleep_for(2ms);
    shm_unlink(name.c_str());
    return answer.load() == 1 ? 0 : 4;
}

#include "table.hpp"
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <pthread.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

constexpr std::uint64_t step = 1 << 20;
constexpr std::uint64_t most = 64 << 20;
constexpr std::uint32_t buckets = 8192;
constexpr std::uint32_t gone = UINT32_MAX;

[[noreturn]] void fail(const char *what)
{
    std::perror(what);
    std::exit(1);
}

std::uint32_t hash(std::string_view key)
{
    std::uint32_t sum = 2166136261u;
    for (const unsigned char one : key)
        sum = (sum ^ one) * 16777619u;
    return sum % buckets;
}

} // namespace

struct Table::Node {
    std::uint64_t next;
    std::uint32_t key_length, length;

    char *bytes() { return reinterpret_cast<char *>(this + 1); }
    std::string_view key() { return {bytes(), key_length}; }
};

struct Table::Header {
    std::atomic<std::uint64_t> is_ready;
    pthread_mutex_t mutex;
    std::uint64_t end;
    // The newest node of each chain; older ones of the same key lie behind it.
    std::atomic<std::uint64_t> heads[buckets];
};

Table::Node *Table::node(std::uint64_t offset) const { return reinterpret_cast<Node *>(start + offset); }

Table::Table(const char *path) : descriptor(open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600))
{
    if (descriptor < 0 || flock(descriptor, LOCK_EX) < 0)
        fail(path);
    struct stat about{};
    if (fstat(descriptor, &about) < 0 || (about.st_size < static_cast<off_t>(step) && ftruncate(descriptor, step) < 0))
        fail(path);
    void *place = mmap(nullptr, sizeof(Header), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    if (place == MAP_FAILED)
        fail(path);
    header = static_cast<Header *>(place);
    reach(step);
    if (header->is_ready == 0) {
        pthread_mutexattr_t how;
        pthread_mutexattr_init(&how);
        pthread_mutexattr_setpshared(&how, PTHREAD_PROCESS_SHARED);
        pthread_mutexattr_setrobust(&how, PTHREAD_MUTEX_ROBUST);
        pthread_mutex_init(&header->mutex, &how);
        header->end = (sizeof(Header) + 7) / 8 * 8;
        header->is_ready = 1;
    }
    flock(descriptor, LOCK_UN);
}

// Maps as much as there is, so that `end` lies in it.
void Table::reach(std::uint64_t end)
{
    if (end <= mapped)
        return;
    struct stat about{};
    if (fstat(descriptor, &about) < 0)
        fail("fstat");
    const auto length = static_cast<std::uint64_t>(about.st_size);
    void *place = start == nullptr ? mmap(nullptr, length, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0)
                                   : mremap(start, mapped, length, MREMAP_MAYMOVE);
    if (place == MAP_FAILED)
        fail("mmap");
    start = static_cast<char *>(place);
    mapped = length;
}

// Who died in here left a whole table: a node counts when the head of its chain has been stored.
void Table::lock()
{
    const int error = pthread_mutex_lock(&header->mutex);
    if (error == EOWNERDEAD)
        pthread_mutex_consistent(&header->mutex);
    else if (error != 0)
        std::exit(1);
}

void Table::unlock() { pthread_mutex_unlock(&header->mutex); }

std::uint64_t Table::find(std::string_view key)
{
    std::uint64_t at = header->heads[hash(key)];
    while (at != 0) {
        reach(at + sizeof(Node));
        reach(at + sizeof(Node) + node(at)->key_length);
        if (node(at)->key() == key)
            break;
        at = node(at)->next;
    }
    if (at == 0 || node(at)->length == gone)
        return 0;
    reach(at + sizeof(Node) + node(at)->key_length + node(at)->length);
    return at;
}

std::optional<std::string_view> Table::look_up(std::string_view key)
{
    // Nodes are never changed, so nobody has to be kept out.
    const std::uint64_t at = find(key);
    if (at == 0)
        return std::nullopt;
    return std::string_view{node(at)->bytes() + key.size(), node(at)->length};
}

bool Table::put(std::string_view key, std::optional<std::string_view> value)
{
    const std::uint64_t size = (sizeof(Node) + key.size() + (value ? value->size() : 0) + 7) / 8 * 8;
    const std::uint64_t at = header->end;
    if (at + size > most)
        return false;
    if (at + size > mapped) {
        struct stat about{};
        if (fstat(descriptor, &about) < 0)
            fail("fstat");
        const std::uint64_t wanted = (at + size + step - 1) / step * step;
        if (static_cast<std::uint64_t>(about.st_size) < wanted && ftruncate(descriptor, static_cast<off_t>(wanted)) < 0)
            fail("ftruncate");
        reach(at + size);
    }
    // If we die behind this line the room is lost, and nothing else.
    header->end = at + size;
    Node &fresh = *node(at);
    fresh.next = header->heads[hash(key)];
    fresh.key_length = static_cast<std::uint32_t>(key.size());
    fresh.length = value ? static_cast<std::uint32_t>(value->size()) : gone;
    std::memcpy(fresh.bytes(), key.data(), key.size());
    if (value)
        std::memcpy(fresh.bytes() + key.size(), value->data(), value->size());
    header->heads[hash(key)].store(at, std::memory_order_release);
    return true;
}

bool Table::set(std::string_view key, std::string_view value)
{
    lock();
    const bool done = put(key, value);
    unlock();
    return done;
}

bool Table::remove(std::string_view key)
{
    lock();
    const bool done = find(key) != 0 && put(key, std::nullopt);
    unlock();
    return done;
}

bool Table::sync() { return fsync(descriptor) == 0; }

// FILE: a hash table whose links are offsets, guarded by a robust mutex. FILE grows in steps, and whoever meets an offset behind the end of
// its mapping maps again.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

class Table {
public:
    // Ends the program with status 1 when FILE cannot be used.
    explicit Table(const char *path);
    // The value is good until the next call.
    std::optional<std::string_view> look_up(std::string_view key);
    bool set(std::string_view key, std::string_view value);
    bool remove(std::string_view key);
    bool sync();

private:
    struct Node;
    struct Header;

    Node *node(std::uint64_t offset) const;
    void reach(std::uint64_t end);
    void lock();
    void unlock();
    std::uint64_t find(std::string_view key);
    bool put(std::string_view key, std::optional<std::string_view> value);

    int descriptor;
    // A mapping of its own that never moves: when the holder of a robust mutex dies, the kernel looks for it at its address.
    Header *header = nullptr;
    char *start = nullptr;
    std::uint64_t mapped = 0;
};

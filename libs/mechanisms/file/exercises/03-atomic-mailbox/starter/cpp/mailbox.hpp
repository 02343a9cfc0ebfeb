// What put and take know of the mailbox: the names of its messages.
#ifndef MAILBOX_HPP
#define MAILBOX_HPP
#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdio>
#include <dirent.h>
#include <string>
#include <system_error>
#include <vector>

[[noreturn]] inline void fail(const std::string &what)
{
    throw std::system_error(errno, std::generic_category(), what);
}

inline bool isMessage(const std::string &name)
{
    return name.size() == 12 && name.compare(0, 4, "msg.") == 0 &&
           std::all_of(name.begin() + 4, name.end(), [](unsigned char digit) { return std::isdigit(digit) != 0; });
}

inline std::string nameOf(long number)
{
    std::string digits = std::to_string(number);
    return "msg." + std::string(digits.size() < 8 ? 8 - digits.size() : 0, '0') + digits;
}

// All messages, the lowest first.
inline std::vector<std::string> messagesIn(const std::string &path)
{
    DIR *folder = opendir(path.c_str());
    if (!folder) fail(path);
    std::vector<std::string> names;
    while (dirent *entry = readdir(folder))
        if (isMessage(entry->d_name)) names.emplace_back(entry->d_name);
    closedir(folder);
    std::sort(names.begin(), names.end());
    return names;
}
#endif

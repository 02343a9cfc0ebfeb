// What put and take know of the mailbox: the names of its messages.
#ifndef MAILBOX_HPP
#define MAILBOX_HPP
#include <cerrno>
#include <cstdio>
#include <dirent.h>
#include <set>
#include <string>
#include <system_error>

[[noreturn]] inline void fail(const std::string &what)
{
    throw std::system_error(errno, std::generic_category(), what);
}

inline bool isMessage(const std::string &name)
{
    return name.size() == 12 && name.compare(0, 4, "msg.") == 0 &&
           name.find_first_not_of("0123456789", 4) == std::string::npos;
}

inline std::string nameOf(long number)
{
    std::string digits = std::to_string(number);
    return "msg." + std::string(digits.size() < 8 ? 8 - digits.size() : 0, '0') + digits;
}

// All messages, the lowest first.
inline std::set<std::string> messagesIn(const std::string &path)
{
    DIR *folder = opendir(path.c_str());
    if (!folder) fail(path);
    std::set<std::string> names;
    while (dirent *entry = readdir(folder))
        if (isMessage(entry->d_name)) names.insert(entry->d_name);
    closedir(folder);
    return names;
}
#endif

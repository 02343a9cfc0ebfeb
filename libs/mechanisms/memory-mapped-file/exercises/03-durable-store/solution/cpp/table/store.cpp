// store FILE: answers SET, GET, DEL and SYNC, one line each.
#include "table.hpp"
#include <iostream>
#include <string>

namespace {

bool is_key(std::string_view text) { return !text.empty() && text.size() <= 64 && text.find(' ') == std::string_view::npos; }

std::string set(Table &table, std::string_view rest)
{
    const auto space = rest.find(' ');
    if (space == std::string_view::npos)
        return "ERR";
    const auto key = rest.substr(0, space), value = rest.substr(space + 1);
    return is_key(key) && value.size() <= 32768 && table.set(key, value) ? "OK" : "ERR";
}

std::string get(Table &table, std::string_view key)
{
    if (!is_key(key))
        return "ERR";
    const auto value = table.look_up(key);
    return value ? "VALUE " + std::string{*value} : "NONE";
}

std::string del(Table &table, std::string_view key)
{
    if (!is_key(key))
        return "ERR";
    return table.remove(key) ? "OK" : "NONE";
}

std::string answer(Table &table, std::string_view line)
{
    const auto command = line.substr(0, 4);
    if (command == "SET ")
        return set(table, line.substr(4));
    if (command == "GET ")
        return get(table, line.substr(4));
    if (command == "DEL ")
        return del(table, line.substr(4));
    return line == "SYNC" && table.sync() ? "OK" : "ERR";
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2) {
        std::cerr << "usage: store FILE\n";
        return 2;
    }
    std::ios::sync_with_stdio(false);
    Table table{argv[1]};
    // A line without its newline has not been handed over.
    for (std::string line; std::getline(std::cin, line) && !std::cin.eof();)
        std::cout << answer(table, line) << '\n' << std::flush;
    return 0;
}

/*
 * pipeline: runs CMD1 -- CMD2 -- ... as a shell runs CMD1 | CMD2 | ...
 *
 * Cutting the arguments into commands is done. Joining the commands is yours.
 */
#include <cstdio>
#include <cstring>
#include <vector>

namespace {

using Command = std::vector<char *>; // as execvp wants it: with a null pointer at the end

/* Cuts the arguments at each "--". Returns an empty list when a command is empty. */
std::vector<Command> split(char **arguments)
{
    std::vector<Command> commands(1);
    for (; *arguments != nullptr; arguments++) {
        if (std::strcmp(*arguments, "--") == 0)
            commands.emplace_back();
        else
            commands.back().push_back(*arguments);
    }
    for (Command &command : commands) {
        if (command.empty())
            return {};
        command.push_back(nullptr);
    }
    return commands;
}

/* Start all commands, joined by pipes; wait for all of them; return the status of the last. */
int run(const std::vector<Command> &commands)
{
    for (const Command &command : commands)
        std::fprintf(stderr, "pipeline: a command would be %s\n", command[0]);
    return 1;
}

} // namespace

int main(int, char **argv)
{
    std::vector<Command> commands = split(argv + 1);
    if (commands.empty()) {
        std::fprintf(stderr, "usage: pipeline CMD1 [ARG...] [-- CMD2 [ARG...]]...\n");
        return 2;
    }
    return run(commands);
}

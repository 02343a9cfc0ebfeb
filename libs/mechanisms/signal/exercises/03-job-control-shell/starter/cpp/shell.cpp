// shell: a small shell with job control.
//
// It reads lines, cuts them into words and runs one simple command in the foreground. Pipelines, jobs and everything
// about the terminal are yours.
#include <cstdio>
#include <iostream>
#include <sstream>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

static void run(std::vector<std::string> words)
{
    const pid_t pid = fork();
    if (pid == 0) {
        std::vector<char *> argv;
        for (std::string &word : words)
            argv.push_back(word.data());
        argv.push_back(nullptr);
        execvp(argv[0], argv.data());
        dprintf(STDERR_FILENO, "%s: not found\n", argv[0]);
        _exit(127);
    }
    if (pid > 0)
        waitpid(pid, nullptr, 0);
}

int main(int argc, char **)
{
    if (argc != 1) {
        std::cerr << "usage: shell\n";
        return 2;
    }
    for (std::string line;;) {
        std::cout << "msh> " << std::flush;
        if (!std::getline(std::cin, line))
            return 0;
        std::istringstream text(line);
        std::vector<std::string> words;
        for (std::string word; text >> word;)
            words.push_back(word);
        if (!words.empty())
            run(words);
    }
}

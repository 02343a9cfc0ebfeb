// shell: a small shell with job control.
//
// Design: a gate. Each child waits at a pipe until the shell has put the whole pipeline into its group and, for a
// foreground job, given that group the terminal. Only then does the shell close its end, and all commands begin.
#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <list>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace {

enum class State { running, stopped, ended };

struct Process {
    pid_t pid;
    State state = State::running;
};

struct Job {
    int number = 0; // 0: in the foreground, and never stopped
    pid_t group = 0;
    std::string command;
    std::vector<Process> processes;
    int killed_by = 0;

    State state() const
    {
        const auto is = [this](State wanted) {
            return std::any_of(processes.begin(), processes.end(), [&](auto &one) { return one.state == wanted; });
        };
        return is(State::running) ? State::running : is(State::stopped) ? State::stopped : State::ended;
    }
};

using Command = std::vector<std::string>;

constexpr std::array keyboard_signals{SIGINT, SIGQUIT, SIGTSTP, SIGTTIN, SIGTTOU};

void set_keyboard_signals(sighandler_t action)
{
    for (int number : keyboard_signals)
        signal(number, action);
}

class Shell {
  public:
    void run();

  private:
    std::list<Job> jobs;
    const pid_t own_group = getpgrp();

    void note(pid_t pid, int status);
    void collect();
    void tell(bool all);
    void give_number(Job &job);
    Job *named(const Command &words);
    void forget(const Job &job);
    void start(Job &job, const std::vector<Command> &commands, bool foreground);
    void wait_for(Job &job);
    static void go_on(Job &job);
    [[noreturn]] void leave();
    bool builtin(const Command &words);
    void obey(std::string line);
};

void Shell::note(pid_t pid, int status)
{
    for (Job &job : jobs)
        for (Process &one : job.processes) {
            if (one.pid != pid || one.state == State::ended)
                continue;
            one.state = WIFSTOPPED(status) ? State::stopped : WIFCONTINUED(status) ? State::running : State::ended;
            if (WIFSIGNALED(status))
                job.killed_by = WTERMSIG(status);
            return;
        }
}

void Shell::collect()
{
    int status;
    for (pid_t pid; (pid = waitpid(-1, &status, WNOHANG | WUNTRACED | WCONTINUED)) > 0;)
        note(pid, status);
}

void Shell::tell(bool all)
{
    collect();
    std::vector<Job *> numbered;
    for (Job &job : jobs)
        if (job.number > 0)
            numbered.push_back(&job);
    std::sort(numbered.begin(), numbered.end(), [](auto *a, auto *b) { return a->number < b->number; });
    for (Job *job : numbered) {
        const State state = job->state();
        if (state != State::ended && !all)
            continue;
        const char *word = state == State::ended ? "Done" : state == State::stopped ? "Stopped" : "Running";
        std::printf("[%d] %s %s\n", job->number, word, job->command.c_str());
        if (state == State::ended)
            forget(*job);
    }
}

void Shell::forget(const Job &job)
{
    jobs.remove_if([&](const Job &one) { return &one == &job; });
}

void Shell::give_number(Job &job)
{
    const auto is_taken = [this](int number) {
        return std::any_of(jobs.begin(), jobs.end(), [=](auto &one) { return one.number == number; });
    };
    for (int number = 1; job.number == 0; number++)
        if (!is_taken(number))
            job.number = number;
}

Job *Shell::named(const Command &words)
{
    collect();
    const int number = words.size() == 2 && words[1][0] == '%' ? std::atoi(words[1].c_str() + 1) : 0;
    for (Job &job : jobs)
        if (number > 0 && job.number == number && job.state() != State::ended)
            return &job;
    std::fputs("no such job\n", stderr);
    return nullptr;
}

[[noreturn]] void become(const Command &words, int gate, int input, int output)
{
    char byte;
    while (read(gate, &byte, 1) < 0 && errno == EINTR)
        continue;
    set_keyboard_signals(SIG_DFL); // what is ignored stays ignored over an exec
    dup2(input, STDIN_FILENO);
    dup2(output, STDOUT_FILENO);
    std::vector<char *> argv;
    for (const std::string &word : words)
        argv.push_back(const_cast<char *>(word.c_str()));
    argv.push_back(nullptr);
    execvp(argv[0], argv.data());
    dprintf(STDERR_FILENO, "%s: not found\n", argv[0]);
    _exit(127);
}

void Shell::start(Job &job, const std::vector<Command> &commands, bool foreground)
{
    std::fflush(stdout);
    std::array<int, 2> gate{-1, -1};
    if (pipe2(gate.data(), O_CLOEXEC) < 0) {
        std::perror("shell: pipe");
        return;
    }
    int input = STDIN_FILENO;
    for (std::size_t i = 0; i < commands.size(); i++) {
        std::array<int, 2> ends{-1, STDOUT_FILENO};
        if (i + 1 < commands.size() && pipe2(ends.data(), O_CLOEXEC) < 0) {
            std::perror("shell: pipe");
            break;
        }
        const pid_t pid = fork();
        if (pid == 0) {
            close(gate[1]); // or the gate would never open
            become(commands[i], gate[0], input, ends[1]);
        }
        if (pid < 0) {
            std::perror("shell: fork");
        } else {
            if (job.group == 0)
                job.group = pid;
            setpgid(pid, job.group);
            job.processes.push_back({pid});
        }
        if (input != STDIN_FILENO)
            close(input);
        if (ends[1] != STDOUT_FILENO)
            close(ends[1]);
        input = ends[0];
    }
    if (input > STDIN_FILENO)
        close(input);
    if (foreground && job.group != 0)
        tcsetpgrp(STDIN_FILENO, job.group);
    close(gate[0]);
    close(gate[1]);
}

void Shell::wait_for(Job &job)
{
    while (job.state() == State::running) {
        int status;
        const pid_t pid = waitpid(-1, &status, WUNTRACED);
        if (pid > 0)
            note(pid, status);
        else if (errno != EINTR)
            break;
    }
    tcsetpgrp(STDIN_FILENO, own_group);
    if (job.state() == State::stopped) {
        give_number(job);
        std::printf("\n[%d] Stopped %s\n", job.number, job.command.c_str());
        return;
    }
    if (job.killed_by == SIGINT)
        std::puts("");
    forget(job);
}

void Shell::go_on(Job &job)
{
    for (Process &one : job.processes)
        if (one.state == State::stopped)
            one.state = State::running;
    kill(-job.group, SIGCONT);
}

void Shell::leave()
{
    for (const Job &job : jobs) {
        kill(-job.group, SIGHUP);
        kill(-job.group, SIGCONT);
    }
    std::exit(0);
}

bool Shell::builtin(const Command &words)
{
    if (words[0] == "exit")
        leave();
    if (words[0] == "jobs") {
        tell(true);
    } else if (words[0] == "fg") {
        if (Job *job = named(words)) {
            std::printf("%s\n", job->command.c_str());
            std::fflush(stdout);
            tcsetpgrp(STDIN_FILENO, job->group);
            go_on(*job);
            wait_for(*job);
        }
    } else if (words[0] == "bg") {
        if (Job *job = named(words)) {
            std::printf("[%d] %s &\n", job->number, job->command.c_str());
            go_on(*job);
        }
    } else {
        return false;
    }
    return true;
}

void Shell::obey(std::string line)
{
    std::vector<Command> commands(1);
    std::string text;
    bool foreground = true;
    for (char *next = std::strtok(line.data(), " \t\n"); next != nullptr;) {
        const std::string word = next;
        next = std::strtok(nullptr, " \t\n");
        if (word == "&" && next == nullptr) {
            foreground = false;
            continue;
        }
        text += (text.empty() ? "" : " ") + word;
        if (word == "|")
            commands.emplace_back();
        else
            commands.back().push_back(word);
    }
    if (text.empty())
        return;
    if (std::any_of(commands.begin(), commands.end(), [](auto &one) { return one.empty(); })) {
        std::fputs("shell: a command is missing\n", stderr);
        return;
    }
    if (commands.size() == 1 && builtin(commands[0]))
        return;
    Job &job = jobs.emplace_back();
    job.command = text;
    start(job, commands, foreground);
    if (foreground) {
        wait_for(job);
    } else {
        give_number(job);
        std::printf("[%d] %d\n", job.number, static_cast<int>(job.group));
    }
}

void Shell::run()
{
    for (std::array<char, 1002> line;;) {
        tell(false);
        std::fputs("msh> ", stdout);
        std::fflush(stdout);
        if (std::fgets(line.data(), line.size(), stdin) == nullptr)
            leave();
        obey(line.data());
    }
}

} // namespace

int main(int argc, char **)
{
    if (argc != 1) {
        std::fputs("usage: shell\n", stderr);
        return 2;
    }
    set_keyboard_signals(SIG_IGN);
    Shell{}.run();
}

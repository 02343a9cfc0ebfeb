/* No job is a group: commands run in the shell's own, one after the other, and hand over what they print in files without a name. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LINE_BYTES = 1002, MOST_COMMANDS = 20, MOST_WORDS = 50, MOST_JOBS = 64 };

enum state { RUNNING, STOPPED, ENDED };

struct job {
    int number; /* 0: in the foreground, and never stopped */
    pid_t group;
    char command[LINE_BYTES];
    int count;
    struct {
        pid_t pid;
        enum state state;
    } processes[MOST_COMMANDS];
    int killed_by;
};

static struct job *jobs[MOST_JOBS];

static const int keyboard_signals[] = {SIGINT, SIGQUIT, SIGTSTP, SIGTTIN, SIGTTOU};

static void set_keyboard_signals(void (*action)(int))
{
    for (size_t i = 0; i < sizeof keyboard_signals / sizeof *keyboard_signals; i++)
        signal(keyboard_signals[i], action);
}

/* A job has ended when all its processes have, and is stopped when none runs and one can go on. */
static enum state state_of(const struct job *job)
{
    enum state state = ENDED;
    for (int i = 0; i < job->count; i++) {
        if (job->processes[i].state == RUNNING)
            return RUNNING;
        if (job->processes[i].state == STOPPED)
            state = STOPPED;
    }
    return state;
}

static void note(pid_t pid, int status)
{
    for (int i = 0; i < MOST_JOBS; i++)
        for (int k = 0; jobs[i] != NULL && k < jobs[i]->count; k++) {
            if (jobs[i]->processes[k].pid != pid || jobs[i]->processes[k].state == ENDED)
                continue;
            jobs[i]->processes[k].state = WIFSTOPPED(status) ? STOPPED : WIFCONTINUED(status) ? RUNNING : ENDED;
            if (WIFSIGNALED(status))
                jobs[i]->killed_by = WTERMSIG(status);
            return;
        }
}

/* Who has changed since the last look? Nobody is waited for. */
static void collect(void)
{
    int status;
    for (pid_t pid; (pid = waitpid(-1, &status, WNOHANG | WUNTRACED | WCONTINUED)) > 0;)
        note(pid, status);
}

static struct job *add_job(void)
{
    for (int i = 0; i < MOST_JOBS; i++)
        if (jobs[i] == NULL)
            return jobs[i] = calloc(1, sizeof *jobs[i]);
    return NULL;
}

static void forget(struct job *job)
{
    for (int i = 0; i < MOST_JOBS; i++)
        if (jobs[i] == job)
            jobs[i] = NULL;
    free(job);
}

static struct job *job_with(int number)
{
    for (int i = 0; i < MOST_JOBS; i++)
        if (jobs[i] != NULL && jobs[i]->number == number)
            return jobs[i];
    return NULL;
}

static void give_number(struct job *job)
{
    for (int number = 1; job->number == 0; number++)
        if (job_with(number) == NULL)
            job->number = number;
}

/* Tells of background jobs that have ended, once; with `all`, of all jobs. */
static void tell_jobs(int all)
{
    collect();
    for (int number = 1; number <= MOST_JOBS; number++) {
        struct job *job = job_with(number);
        enum state state = job == NULL ? RUNNING : state_of(job);
        if (job == NULL || (state != ENDED && !all))
            continue;
        const char *word = state == ENDED ? "Done" : state == STOPPED ? "Stopped" : "Running";
        printf("[%d] %s %s\n", number, word, job->command);
        if (state == ENDED)
            forget(job);
    }
    fflush(stdout);
}

/* Waits until the foreground job has ended or stopped, and takes the terminal back. */
static void wait_for(struct job *job)
{
    while (state_of(job) == RUNNING) {
        int status;
        pid_t pid = waitpid(-1, &status, WUNTRACED);
        if (pid > 0)
            note(pid, status);
        else if (errno != EINTR)
            break;
    }
    if (state_of(job) == STOPPED) {
        give_number(job);
        printf("\n[%d] Stopped %s\n", job->number, job->command);
    } else {
        if (job->killed_by == SIGINT)
            printf("\n");
        forget(job);
    }
    fflush(stdout);
}

static _Noreturn void become(char **words, int input, int output)
{
    set_keyboard_signals(SIG_DFL); /* what is ignored stays ignored over an exec */
    dup2(input, STDIN_FILENO);
    dup2(output, STDOUT_FILENO);
    execvp(words[0], words);
    dprintf(STDERR_FILENO, "%s: not found\n", words[0]);
    _exit(127);
}

static void start(struct job *job, char **commands[], int foreground)
{
    int input = dup(STDIN_FILENO);
    fflush(NULL);
    for (int i = 0; commands[i] != NULL; i++) {
        int is_last = commands[i + 1] == NULL;
        int output = is_last ? dup(STDOUT_FILENO) : open("/tmp", O_TMPFILE | O_RDWR, 0600);
        pid_t pid = fork();
        if (pid == 0)
            become(commands[i], input, output);
        int status;
        if (pid > 0) {
            job->group = pid;
            job->processes[job->count++].pid = pid;
            if ((!is_last || foreground) && waitpid(pid, &status, WUNTRACED) == pid)
                note(pid, status);
        }
        close(input);
        if (!is_last)
            lseek(output, 0, SEEK_SET);
        input = output;
    }
    close(input);
}

static void run(char *command, char **commands[], int foreground)
{
    struct job *job = add_job();
    if (job == NULL) {
        fprintf(stderr, "shell: too many jobs\n");
        return;
    }
    strcpy(job->command, command);
    start(job, commands, foreground);
    if (foreground) {
        wait_for(job);
        return;
    }
    give_number(job);
    printf("[%d] %d\n", job->number, (int)job->group);
}

static struct job *named(const char *word)
{
    collect();
    struct job *job = word != NULL && word[0] == '%' ? job_with(atoi(word + 1)) : NULL;
    if (job == NULL || atoi(word + 1) == 0 || state_of(job) == ENDED) {
        fprintf(stderr, "no such job\n");
        return NULL;
    }
    return job;
}

static void go_on(struct job *job)
{
    for (int i = 0; i < job->count; i++)
        if (job->processes[i].state == STOPPED)
            job->processes[i].state = RUNNING;
    kill(-job->group, SIGCONT);
}

static void foreground(struct job *job)
{
    printf("%s\n", job->command);
    fflush(stdout);
    go_on(job);
    wait_for(job);
}

static void leave(void)
{
    for (int i = 0; i < MOST_JOBS; i++)
        if (jobs[i] != NULL) {
            kill(-jobs[i]->group, SIGHUP);
            kill(-jobs[i]->group, SIGCONT);
        }
    exit(0);
}

/* True when the words were a builtin. */
static int builtin(char **words)
{
    struct job *job;
    if (strcmp(words[0], "exit") == 0)
        leave();
    if (strcmp(words[0], "jobs") == 0)
        tell_jobs(1);
    else if (strcmp(words[0], "fg") == 0 && (job = named(words[1])) != NULL)
        foreground(job);
    else if (strcmp(words[0], "bg") == 0 && (job = named(words[1])) != NULL) {
        printf("[%d] %s &\n", job->number, job->command);
        go_on(job);
    }
    return strcmp(words[0], "jobs") == 0 || strcmp(words[0], "fg") == 0 || strcmp(words[0], "bg") == 0;
}

/* Cuts a line into commands and words, in place. Returns the number of commands, 0 for an empty line, -1 for a wrong one. */
static int split(char *line, char *words[], char **commands[])
{
    int count = 0;
    char **word = words, **begin = words;
    for (char *found = strtok(line, " \t\n"); found != NULL; found = strtok(NULL, " \t\n")) {
        if (strcmp(found, "|") != 0) {
            *word++ = found;
            continue;
        }
        if (word == begin || count == MOST_COMMANDS - 1)
            return -1;
        *word++ = NULL;
        commands[count++] = begin;
        begin = word;
    }
    *word = NULL;
    if (word == begin)
        return count == 0 ? 0 : -1;
    commands[count++] = begin;
    commands[count] = NULL;
    return count;
}

static void obey(char *line)
{
    char command[LINE_BYTES] = "", *words[LINE_BYTES], **commands[MOST_COMMANDS + 1];
    int in_front = 1;
    char *last = strrchr(line, '&');
    if (last != NULL && last[1 + strspn(last + 1, " \t\n")] == '\0' && last > line && strchr(" \t", last[-1]) != NULL) {
        in_front = 0;
        *last = '\0';
    }
    char copy[LINE_BYTES];
    strcpy(copy, line);
    for (char *word = strtok(copy, " \t\n"); word != NULL; word = strtok(NULL, " \t\n")) {
        if (command[0] != '\0')
            strcat(command, " ");
        strcat(command, word);
    }
    int count = split(line, words, commands);
    if (count < 0)
        fprintf(stderr, "shell: a command is missing\n");
    if (count < 1 || (count == 1 && builtin(commands[0])))
        return;
    run(command, commands, in_front);
}

int main(int argc, char **argv)
{
    (void)argv;
    if (argc != 1) {
        fprintf(stderr, "usage: shell\n");
        return 2;
    }
    set_keyboard_signals(SIG_IGN);
    char line[LINE_BYTES];
    for (;;) {
        tell_jobs(0);
        printf("msh> ");
        fflush(stdout);
        if (fgets(line, sizeof line, stdin) == NULL)
            leave();
        obey(line);
    }
}

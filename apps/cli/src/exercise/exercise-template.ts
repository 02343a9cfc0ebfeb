const yaml = `# A small exercise that proves itself. Change it, and run \`ipclab exercise check\` after each change.
title: { en: A new exercise, zh: 新练习 }
level: starter
summary: { en: What a student learns in one sentence., zh: 用一句话说明学生学到什么。 }
programs: [relay]
languages: [c]
wrong:
  - file: wrong/no-child.c
    groups: [evidence]
    says: No byte of the input went through a pipe to another process.

cases:
  - id: short-text
    title: { en: short text, zh: 短文本 }
    input: { lines: 250 }
    traced: true

checks:
  - name: { en: the text comes out unchanged, zh: 文本原样输出 }
    group: behaviour
    points: 60
    expect:
      - { kind: stdout, case: short-text, equals: { input: unchanged } }
      - { kind: exit, case: short-text, code: 0 }
  - name: { en: it went through a pipe, zh: 数据经过了管道 }
    group: evidence
    points: 40
    expect:
      - kind: flow
        case: short-text
        from: program
        to: descendants
        through: pipe
        none: { en: No byte of the input went through a pipe to another process., zh: 没有任何输入字节经管道到达另一个进程。 }
`;

const starter = `#include <stdio.h>

int main(void)
{
    fprintf(stderr, "relay: not written yet\\n");
    return 1;
}
`;

const solution = `#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static int copy(int from, int to)
{
    char buffer[4096];
    ssize_t count;
    while ((count = read(from, buffer, sizeof buffer)) > 0)
        for (ssize_t done = 0; done < count;) {
            ssize_t written = write(to, buffer + done, (size_t)(count - done));
            if (written < 0) return 1;
            done += written;
        }
    return count < 0;
}

int main(void)
{
    int ends[2];
    if (pipe(ends) < 0) {
        perror("relay: pipe");
        return 1;
    }
    pid_t child = fork();
    if (child < 0) {
        perror("relay: fork");
        return 1;
    }
    if (child == 0) {
        close(ends[1]);
        _exit(copy(ends[0], STDOUT_FILENO));
    }
    close(ends[0]);
    int failed = copy(STDIN_FILENO, ends[1]);
    close(ends[1]);
    int status = 0;
    if (waitpid(child, &status, 0) < 0) return 1;
    return failed || status != 0;
}
`;

const wrong = `/* Copies by itself: the output is right and nothing was communicated. */
#include <stdio.h>

int main(void)
{
    int byte;
    while ((byte = getchar()) != EOF) putchar(byte);
    return 0;
}
`;

/** The files of a new exercise folder by path: the smallest complete one. */
export function exerciseTemplate(name: string): Record<string, string> {
  return {
    'exercise.yaml': yaml,
    'task.en.md': `# ${name}\n\nWrite \`relay\`: it sends its standard input through a pipe to a child, which writes it to standard output.\n`,
    'task.zh.md': `# ${name}\n\n编写 \`relay\`：它把标准输入经管道交给子进程，由子进程写到标准输出。\n`,
    'hints.en.md': '## Two ends\n\nA pipe has a read end and a write end.\n',
    'hints.zh.md': '## 两端\n\n管道有一个读端和一个写端。\n',
    'design.md': `# Design of ${name}\n\nObjective, what is left out, and the mistake it is meant to surface.\n`,
    'starter/c/relay.c': starter,
    'solution/c/fork/relay.c': solution,
    'wrong/no-child.c': wrong,
  };
}

"""shell: a small shell with job control.

Design: subprocess starts the commands; its argument `process_group` puts each child into the job's group before the
exec, and Popen does not return before the exec has been made, so the parent need not do it again. The child takes the terminal
by itself.
"""

import os
import signal
import subprocess
import sys

KEYBOARD = (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU)
RUNNING, STOPPED, ENDED = "Running", "Stopped", "Done"


class Job:
    """A pipeline: the state of each of its processes by pid, and the processes themselves, so that nobody else waits for them."""

    def __init__(self, command):
        self.number = 0  # 0: in the foreground, and never stopped
        self.group = 0
        self.command = command
        self.states = {}
        self.processes = []
        self.killed_by = 0

    @property
    def state(self):
        for state in (RUNNING, STOPPED):
            if state in self.states.values():
                return state
        return ENDED


jobs = []
own_group = os.getpgrp()


def say(text):
    sys.stdout.write(text)
    sys.stdout.flush()


def note(pid, status):
    for job in jobs:
        if job.states.get(pid, ENDED) == ENDED:
            continue
        if os.WIFSTOPPED(status):
            job.states[pid] = STOPPED
        elif os.WIFCONTINUED(status):
            job.states[pid] = RUNNING
        else:
            job.states[pid] = ENDED
        if os.WIFSIGNALED(status):
            job.killed_by = os.WTERMSIG(status)


def collect():
    try:
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG | os.WUNTRACED | os.WCONTINUED)
            if pid == 0:
                return
            note(pid, status)
    except ChildProcessError:
        pass


def forget(job):
    for process in job.processes:
        process.returncode = 0  # it was waited for here
    jobs.remove(job)


def tell(everything):
    collect()
    for job in sorted((job for job in jobs if job.number), key=lambda job: job.number):
        if job.state == ENDED or everything:
            say(f"[{job.number}] {job.state} {job.command}\n")
        if job.state == ENDED:
            forget(job)


def give_number(job):
    if job.number == 0:
        taken = {other.number for other in jobs}
        job.number = next(number for number in range(1, len(jobs) + 2) if number not in taken)


def prepare(foreground):
    """Runs in the child, in its group already, before the exec. Its 0 may be a pipe by now; 2 is the terminal."""
    if foreground:
        os.tcsetpgrp(2, os.getpgrp())
    for number in KEYBOARD:
        signal.signal(number, signal.SIG_DFL)


def start(job, commands, foreground):
    source = None
    for words in commands:
        is_last = words is commands[-1]
        try:
            process = subprocess.Popen(
                words,
                stdin=source,
                stdout=None if is_last else subprocess.PIPE,
                process_group=job.group,
                preexec_fn=lambda: prepare(foreground),
            )
        except OSError:
            print(f"{words[0]}: not found", file=sys.stderr, flush=True)
            process = None
        if source is not None:
            source.close()
        if process is None:
            source = None if is_last else open(os.devnull, "rb")
            continue
        source = process.stdout
        job.group = job.group or process.pid
        job.states[process.pid] = RUNNING
        job.processes.append(process)


def wait_for(job):
    while job.state == RUNNING:
        note(*os.waitpid(-1, os.WUNTRACED))
    os.tcsetpgrp(0, own_group)
    if job.state == STOPPED:
        give_number(job)
        say(f"\n[{job.number}] Stopped {job.command}\n")
        return
    if job.killed_by == signal.SIGINT:
        say("\n")
    forget(job)


def named(words):
    collect()
    for job in jobs:
        if words[1:] == [f"%{job.number}"] and job.number and job.state != ENDED:
            return job
    print("no such job", file=sys.stderr, flush=True)
    return None


def go_on(job):
    job.states = {pid: RUNNING if state == STOPPED else state for pid, state in job.states.items()}
    os.killpg(job.group, signal.SIGCONT)


def leave():
    for job in jobs:
        os.killpg(job.group, signal.SIGHUP)
        os.killpg(job.group, signal.SIGCONT)
    os._exit(0)


def builtin(words):
    if words[0] == "exit":
        leave()
    if words[0] == "jobs":
        tell(True)
    elif words[0] == "fg":
        if job := named(words):
            say(f"{job.command}\n")
            os.tcsetpgrp(0, job.group)
            go_on(job)
            wait_for(job)
    elif words[0] == "bg":
        if job := named(words):
            say(f"[{job.number}] {job.command} &\n")
            go_on(job)
    else:
        return False
    return True


def obey(line):
    words = line.split()
    foreground = words[-1:] != ["&"]
    if not foreground:
        words.pop()
    if not words:
        return
    commands = [[]]
    for word in words:
        if word == "|":
            commands.append([])
        else:
            commands[-1].append(word)
    if not all(commands):
        print("shell: a command is missing", file=sys.stderr, flush=True)
        return
    if len(commands) == 1 and builtin(words):
        return
    job = Job(" ".join(words))
    jobs.append(job)
    start(job, commands, foreground)
    if foreground:
        wait_for(job)
    elif job.processes:
        give_number(job)
        say(f"[{job.number}] {job.group}\n")
    else:
        jobs.remove(job)


def main():
    if len(sys.argv) != 1:
        print("usage: shell", file=sys.stderr)
        return 2
    for number in KEYBOARD:
        signal.signal(number, signal.SIG_IGN)
    while True:
        tell(False)
        say("msh> ")
        line = sys.stdin.readline()
        if not line:
            leave()
        obey(line)


sys.exit(main())

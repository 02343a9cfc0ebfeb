/* bank K: a pipe for each actor as its mailbox, and one for the teller; whatever does not fit waits with its sender. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_ACTORS = 32, TELLER = 0, START = 1000, LINE = 256, ID = 64 };

enum kind { DEBIT, CREDIT, DONE, REFUSED, CALL, QUESTION, CALLING, ANSWER, REPLY, ANSWERED, PROBE, DEADLOCK, ABORTED, TAKEN_BACK, COUNT, BALANCE, END };

/* Shorter than PIPE_BUF, so that letters of several senders never mix, and each goes whole or not at all. */
struct letter {
    uint8_t kind;
    uint8_t from;    /* of a transfer or a call: who gives, who asks */
    uint8_t to;      /* who gets, who is asked */
    uint8_t length;  /* of the way */
    uint8_t way[MOST_ACTORS];
    uint32_t number; /* of the transfer, or of the call */
    int64_t amount;
};

struct outbox {
    struct letter *letters;
    size_t first, end, room;
};

static int boxes[MOST_ACTORS + 1][2];
static struct outbox outboxes[MOST_ACTORS + 1];
static int actors;

/* Never waits: two who write to each other would otherwise wait for ever, both mailboxes full. */
static void flush_outbox(int to)
{
    struct outbox *box = &outboxes[to];
    while (box->first < box->end) {
        ssize_t put = write(boxes[to][1], &box->letters[box->first], sizeof(struct letter));
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return;
        box->first++;
    }
    box->first = box->end = 0;
}

static void post(int to, struct letter letter)
{
    struct outbox *box = &outboxes[to];
    if (box->end == box->room) {
        box->room = box->room == 0 ? 64 : box->room * 2;
        box->letters = realloc(box->letters, box->room * sizeof letter);
        if (box->letters == NULL)
            exit(1);
    }
    box->letters[box->end++] = letter;
    flush_outbox(to);
}

static int receive(int fd, struct letter *letter)
{
    ssize_t got;
    do
        got = read(fd, letter, sizeof *letter);
    while (got < 0 && errno == EINTR);
    return got == (ssize_t)sizeof *letter;
}

/* Waits until there is mail, another descriptor is readable, or somebody has room again. */
static void wait_for_news(struct pollfd *readable, nfds_t count)
{
    struct pollfd all[MOST_ACTORS + 8];
    memcpy(all, readable, count * sizeof *readable);
    nfds_t total = count;
    for (int to = 0; to <= actors; to++)
        if (outboxes[to].first < outboxes[to].end)
            all[total++] = (struct pollfd){.fd = boxes[to][1], .events = POLLOUT};
    if (poll(all, total, -1) < 0)
        memset(all, 0, sizeof all);
    memcpy(readable, all, count * sizeof *readable);
    for (int to = 0; to <= actors; to++)
        flush_outbox(to);
}

/* ------------------------------------------------------------------ an actor */

struct account {
    uint8_t self;
    int64_t balance;
    uint8_t waits_for;   /* 0: for nobody */
    uint32_t call;       /* number of its latest call; the teller counts, so that of two calls the younger one has the greater number */
    uint32_t asked_by[MOST_ACTORS + 1]; /* number of the open call of each caller, 0 for none */
};

/*
 * The probe of a call goes where the asked one waits, and so on; if it comes back to its beginning, that was a circle.
 * A younger call in its way has a probe of its own, which finds the circle: two that did would take back two calls.
 */
static void pass_probe(const struct account *account, struct letter probe)
{
    if (account->waits_for == 0 || probe.number < account->call || probe.length >= MOST_ACTORS)
        return;
    probe.way[probe.length++] = account->self;
    post(account->waits_for, probe);
}

static void close_circle(struct account *account, struct letter probe)
{
    if (account->waits_for == 0 || probe.number != account->call)
        return;
    struct letter taken_back = {.kind = TAKEN_BACK, .from = account->self, .number = account->call};
    post(account->waits_for, taken_back);
    probe.kind = DEADLOCK;
    post(TELLER, probe);
    post(TELLER, (struct letter){.kind = ABORTED, .from = account->self, .to = account->waits_for});
    account->waits_for = 0;
}

static void handle(struct account *account, struct letter letter)
{
    switch ((enum kind)letter.kind) {
    case DEBIT:
        if (account->balance < letter.amount) {
            letter.kind = REFUSED;
            post(TELLER, letter);
            return;
        }
        account->balance -= letter.amount;
        letter.kind = CREDIT;
        if (letter.to == account->self)
            handle(account, letter);
        else
            post(letter.to, letter);
        return;
    case CREDIT:
        account->balance += letter.amount;
        letter.kind = DONE;
        post(TELLER, letter);
        return;
    case CALL:
        account->waits_for = letter.to;
        account->call = letter.number;
        letter.kind = QUESTION;
        post(letter.to, letter);
        return;
    case QUESTION:
        account->asked_by[letter.from] = letter.number;
        post(TELLER, (struct letter){.kind = CALLING, .from = letter.from, .to = account->self});
        pass_probe(account, (struct letter){.kind = PROBE, .from = letter.from, .number = letter.number, .length = 1, .way = {letter.from}});
        return;
    case PROBE:
        if (letter.from == account->self)
            close_circle(account, letter);
        else
            pass_probe(account, letter);
        return;
    case TAKEN_BACK:
        if (account->asked_by[letter.from] == letter.number)
            account->asked_by[letter.from] = 0;
        return;
    case ANSWER:
        for (int caller = 1; caller <= actors; caller++) {
            if (account->asked_by[caller] != 0)
                post(caller, (struct letter){.kind = REPLY, .from = account->self, .number = account->asked_by[caller]});
            account->asked_by[caller] = 0;
        }
        return;
    case REPLY:
        if (account->waits_for != letter.from || letter.number != account->call)
            return;
        account->waits_for = 0;
        post(TELLER, (struct letter){.kind = ANSWERED, .from = account->self, .to = letter.from});
        return;
    case COUNT:
        post(TELLER, (struct letter){.kind = BALANCE, .from = account->self, .amount = account->balance});
        return;
    case END:
        _exit(0);
    default:
        return;
    }
}

static void act(int self)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    struct account account = {.self = (uint8_t)self, .balance = START};
    struct pollfd mail = {.fd = boxes[self][0], .events = POLLIN};
    for (struct letter letter;;) {
        wait_for_news(&mail, 1);
        while (receive(mail.fd, &letter))
            handle(&account, letter);
    }
}

/* ------------------------------------------------------------------ the teller */

static pid_t children[MOST_ACTORS + 1];
static char (*names)[ID];
static uint32_t transfers, names_room, open_transfers, calls;
static int is_waiting, is_at_end;
static int64_t balances[MOST_ACTORS + 1];
static int counted = -1; /* -1: nobody has been asked yet */

static int give_up(const char *why)
{
    fprintf(stderr, "bank: %s\n", why);
    for (int i = 1; i <= actors; i++)
        kill(children[i], SIGKILL);
    while (wait(NULL) > 0 || errno == EINTR)
        continue;
    return 3;
}

/* Prints the circle from its smallest number on. */
static void print_circle(const struct letter *letter)
{
    int least = 0;
    for (int i = 1; i < letter->length; i++)
        if (letter->way[i] < letter->way[least])
            least = i;
    printf("deadlock");
    for (int i = 0; i < letter->length; i++)
        printf(" %d", letter->way[(least + i) % letter->length]);
    printf("\n");
}

static void report(struct letter letter)
{
    switch ((enum kind)letter.kind) {
    case DONE:
        printf("%s done\n", names[letter.number]);
        open_transfers--;
        break;
    case REFUSED:
        printf("%s refused\n", names[letter.number]);
        open_transfers--;
        break;
    case CALLING:
        printf("calling %d %d\n", letter.from, letter.to);
        break;
    case ANSWERED:
        printf("answered %d %d\n", letter.from, letter.to);
        break;
    case DEADLOCK:
        print_circle(&letter);
        break;
    case ABORTED:
        printf("aborted %d %d\n", letter.from, letter.to);
        break;
    case BALANCE:
        balances[letter.from] = letter.amount;
        counted++;
        break;
    default:
        break;
    }
    fflush(stdout);
}

static void order(const char *line)
{
    char id[ID];
    int from, to;
    long long amount;
    if (strcmp(line, "wait") == 0) {
        is_waiting = 1;
    } else if (sscanf(line, "transfer %63s %d %d %lld", id, &from, &to, &amount) == 4) {
        if (transfers == names_room) {
            names_room = names_room == 0 ? 1024 : names_room * 2;
            names = realloc(names, names_room * sizeof *names);
            if (names == NULL)
                exit(1);
        }
        strcpy(names[transfers], id);
        open_transfers++;
        post(from, (struct letter){.kind = DEBIT, .from = (uint8_t)from, .to = (uint8_t)to, .number = transfers++, .amount = amount});
    } else if (sscanf(line, "call %d %d", &from, &to) == 2) {
        post(from, (struct letter){.kind = CALL, .from = (uint8_t)from, .to = (uint8_t)to, .number = ++calls});
    } else if (sscanf(line, "answer %d", &to) == 1) {
        post(to, (struct letter){.kind = ANSWER, .to = (uint8_t)to});
    }
}

static char pending[65536];
static size_t pending_length;

/* Takes as many whole lines as may take effect now. */
static void obey(void)
{
    size_t at = 0;
    while (!is_waiting) {
        char *newline = memchr(pending + at, '\n', pending_length - at);
        if (newline == NULL)
            break;
        *newline = '\0';
        order(pending + at);
        at = (size_t)(newline - pending) + 1;
    }
    memmove(pending, pending + at, pending_length - at);
    pending_length -= at;
}

static void read_orders(void)
{
    ssize_t got = read(STDIN_FILENO, pending + pending_length, sizeof pending - pending_length);
    if (got == 0)
        is_at_end = 1;
    if (got > 0)
        pending_length += (size_t)got;
    obey();
}

/* SIGCHLD tells of stops and continuations, too: only wait knows who is dead. */
static int somebody_died(int deaths)
{
    struct signalfd_siginfo news;
    while (read(deaths, &news, sizeof news) > 0)
        continue;
    return waitpid(-1, NULL, WNOHANG) > 0;
}

static int serve(int deaths)
{
    for (struct letter letter;;) {
        int is_reading = !is_at_end && !is_waiting && pending_length < sizeof pending;
        struct pollfd news[] = {{.fd = boxes[TELLER][0], .events = POLLIN},
                                {.fd = deaths, .events = POLLIN},
                                {.fd = is_reading ? STDIN_FILENO : -1, .events = POLLIN}};
        wait_for_news(news, 3);
        if (news[1].revents != 0 && somebody_died(deaths))
            return give_up("an actor died, and its account with it");
        for (int some = 0; some < 256 && receive(news[0].fd, &letter); some++)
            report(letter);
        if (news[2].revents != 0)
            read_orders();
        if (is_waiting && open_transfers == 0) {
            printf("settled\n");
            fflush(stdout);
            is_waiting = 0;
            obey();
        }
        if (is_at_end && !is_waiting && open_transfers == 0 && counted < 0) {
            counted = 0;
            for (int i = 1; i <= actors; i++)
                post(i, (struct letter){.kind = COUNT});
        }
        if (counted == actors)
            return 0;
    }
}

static int close_the_books(void)
{
    int64_t total = 0;
    for (int i = 1; i <= actors; i++) {
        printf("account %d %lld\n", i, (long long)balances[i]);
        total += balances[i];
        post(i, (struct letter){.kind = END});
    }
    printf("total %lld\n", (long long)total);
    fflush(stdout);
    for (int i = 1; i <= actors; i++)
        while (waitpid(children[i], NULL, 0) < 0 && errno == EINTR)
            continue;
    return 0;
}

int main(int argc, char **argv)
{
    char *rest = NULL;
    long count = argc == 2 ? strtol(argv[1], &rest, 10) : 0;
    if (argc != 2 || *argv[1] == '\0' || *rest != '\0' || count < 1 || count > MOST_ACTORS) {
        fprintf(stderr, "usage: bank K (K from 1 to 32)\n");
        return 2;
    }
    actors = (int)count;
    signal(SIGPIPE, SIG_IGN);
    for (int i = 0; i <= actors; i++)
        if (pipe2(boxes[i], O_NONBLOCK | O_CLOEXEC) < 0) {
            perror("bank: pipe");
            return 1;
        }
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, NULL);
    int deaths = signalfd(-1, &child, SFD_NONBLOCK | SFD_CLOEXEC);
    for (int i = 1; i <= actors; i++) {
        children[i] = fork();
        if (children[i] < 0)
            return give_up("no process can be made");
        if (children[i] == 0)
            act(i);
    }
    int status = serve(deaths);
    return status == 0 ? close_the_books() : status;
}

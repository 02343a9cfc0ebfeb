// bank K: a socket pair between the teller and each actor; what one actor has for another passes the teller, who holds no balance.
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

constexpr int mostActors = 32, teller = 0, lost = 3;

enum class Kind : std::uint8_t {
    debit, credit, done, refused, call, question, calling, answer, reply, answered, probe, deadlock, aborted, takenBack, count, balance
};

struct Letter {
    Kind kind{};
    std::uint8_t receiver{};
    std::uint8_t from{};
    std::uint8_t to{};
    std::uint8_t length{};
    std::array<std::uint8_t, mostActors> way{};
    std::uint32_t number{};
    std::int64_t amount{};
};

// An actor may wait for room, for the teller never does: it always comes back to read.
class Actor {
public:
    Actor(int self, int fd) : self_{static_cast<std::uint8_t>(self)}, fd_{fd} {}

    [[noreturn]] void live()
    {
        for (;;) {
            Letter letter;
            const auto got = recv(fd_, &letter, sizeof letter, 0);
            if (got < 0 && errno == EINTR)
                continue;
            // The end of the channel is the end of the bank.
            if (got <= 0)
                _exit(0);
            handle(letter);
        }
    }

private:
    void post(Letter letter, int receiver)
    {
        letter.receiver = static_cast<std::uint8_t>(receiver);
        while (send(fd_, &letter, sizeof letter, MSG_NOSIGNAL) < 0)
            if (errno != EINTR)
                _exit(lost);
    }

    void handle(Letter letter)
    {
        switch (letter.kind) {
        case Kind::debit:
            if (balance_ < letter.amount) {
                letter.kind = Kind::refused;
                return post(letter, teller);
            }
            balance_ -= letter.amount;
            letter.kind = Kind::credit;
            return letter.to == self_ ? handle(letter) : post(letter, letter.to);
        case Kind::credit:
            balance_ += letter.amount;
            letter.kind = Kind::done;
            return post(letter, teller);
        case Kind::call:
            waitsFor_ = letter.to;
            call_ = letter.number;
            letter.kind = Kind::question;
            return post(letter, letter.to);
        case Kind::question:
            callers_[letter.from] = letter.number;
            post({.kind = Kind::calling, .from = letter.from, .to = self_}, teller);
            letter.kind = Kind::probe;
            letter.length = 0;
            letter.way[letter.length++] = letter.from;
            return pass(letter);
        case Kind::probe:
            return letter.from == self_ ? close(letter) : pass(letter);
        case Kind::takenBack:
            if (callers_[letter.from] == letter.number)
                callers_[letter.from] = 0;
            return;
        case Kind::answer:
            for (int caller = 1; caller <= mostActors; ++caller)
                if (const auto number = callers_[static_cast<std::size_t>(caller)]; number != 0)
                    post({.kind = Kind::reply, .from = self_, .number = number}, caller);
            callers_.fill(0);
            return;
        case Kind::reply:
            if (waitsFor_ != letter.from || call_ != letter.number)
                return;
            waitsFor_ = 0;
            return post({.kind = Kind::answered, .from = self_, .to = letter.from}, teller);
        case Kind::count:
            return post({.kind = Kind::balance, .from = self_, .amount = balance_}, teller);
        default:
            return;
        }
    }

    // A younger call in the way has a probe of its own, which finds the circle: two that did would take back two calls.
    void pass(Letter probe)
    {
        if (waitsFor_ == 0 || probe.number < call_ || probe.length >= mostActors)
            return;
        probe.way[probe.length++] = self_;
        post(probe, waitsFor_);
    }

    void close(Letter probe)
    {
        if (waitsFor_ == 0 || probe.number != call_)
            return;
        post({.kind = Kind::takenBack, .from = self_, .number = call_}, waitsFor_);
        probe.kind = Kind::deadlock;
        post(probe, teller);
        post({.kind = Kind::aborted, .from = self_, .to = waitsFor_}, teller);
        waitsFor_ = 0;
    }

    std::uint8_t self_;
    int fd_;
    std::int64_t balance_ = 1000;
    std::uint8_t waitsFor_ = 0;
    std::uint32_t call_ = 0; // its number; the teller counts, so that of two calls the younger one has the greater number
    std::array<std::uint32_t, mostActors + 1> callers_{}; // number of the open call of each; 0 for none
};

struct Line {
    int fd = -1;
    pid_t pid = 0;
    std::deque<Letter> waiting;

    // What does not fit waits here, in order.
    void flush()
    {
        while (!waiting.empty() && send(fd, &waiting.front(), sizeof(Letter), MSG_DONTWAIT | MSG_NOSIGNAL) > 0)
            waiting.pop_front();
    }
};

class Teller {
public:
    explicit Teller(int actors) : lines_(static_cast<std::size_t>(actors) + 1) {}

    bool hire()
    {
        for (int i = 1; i < size(); ++i) {
            int ends[2];
            if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0)
                return false;
            const pid_t pid = fork();
            if (pid < 0)
                return false;
            if (pid == 0) {
                prctl(PR_SET_PDEATHSIG, SIGKILL);
                ::close(ends[0]);
                for (const auto &line : lines_)
                    if (line.fd >= 0)
                        ::close(line.fd);
                Actor{i, ends[1]}.live();
            }
            ::close(ends[1]);
            lines_[static_cast<std::size_t>(i)] = {ends[0], pid, {}};
        }
        return true;
    }

    int serve()
    {
        while (counted_ < size() - 1) {
            std::vector<pollfd> news;
            const bool reads = !isAtEnd_ && !isWaiting_ && input_.size() < 65536;
            news.push_back({reads ? STDIN_FILENO : -1, POLLIN, 0});
            for (int i = 1; i < size(); ++i) {
                auto &line = lines_[static_cast<std::size_t>(i)];
                line.flush();
                news.push_back({line.fd, static_cast<short>(line.waiting.empty() ? POLLIN : POLLIN | POLLOUT), 0});
            }
            if (poll(news.data(), news.size(), -1) < 0)
                continue;
            for (int i = 1; i < size(); ++i)
                if (news[static_cast<std::size_t>(i)].revents & (POLLIN | POLLHUP) && !hear(i))
                    return giveUp();
            if (news[0].revents != 0)
                readOrders();
            goOn();
        }
        return closeTheBooks();
    }

private:
    [[nodiscard]] int size() const { return static_cast<int>(lines_.size()); }

    void post(Letter letter, int receiver)
    {
        letter.receiver = static_cast<std::uint8_t>(receiver);
        lines_[static_cast<std::size_t>(receiver)].waiting.push_back(letter);
        lines_[static_cast<std::size_t>(receiver)].flush();
    }

    bool hear(int actor)
    {
        for (int some = 0; some < 64; ++some) {
            Letter letter;
            const auto got = recv(lines_[static_cast<std::size_t>(actor)].fd, &letter, sizeof letter, MSG_DONTWAIT);
            if (got < 0)
                return errno == EAGAIN || errno == EINTR;
            if (got == 0)
                return false;
            if (letter.receiver == teller)
                report(letter);
            else
                post(letter, letter.receiver);
        }
        return true;
    }

    void report(const Letter &letter)
    {
        const int from = letter.from, to = letter.to;
        switch (letter.kind) {
        case Kind::done:
        case Kind::refused:
            std::printf("%s %s\n", ids_[letter.number].c_str(), letter.kind == Kind::done ? "done" : "refused");
            --open_;
            break;
        case Kind::calling:
            std::printf("calling %d %d\n", from, to);
            break;
        case Kind::answered:
            std::printf("answered %d %d\n", from, to);
            break;
        case Kind::aborted:
            std::printf("aborted %d %d\n", from, to);
            break;
        case Kind::deadlock:
            printCircle(letter);
            break;
        case Kind::balance:
            balances_[letter.from] = letter.amount;
            ++counted_;
            break;
        default:
            break;
        }
        std::fflush(stdout);
    }

    // From the smallest number on.
    static void printCircle(const Letter &letter)
    {
        std::size_t least = 0;
        for (std::size_t i = 1; i < letter.length; ++i)
            if (letter.way[i] < letter.way[least])
                least = i;
        std::printf("deadlock");
        for (std::size_t i = 0; i < letter.length; ++i)
            std::printf(" %d", letter.way[(least + i) % letter.length]);
        std::printf("\n");
    }

    void readOrders()
    {
        std::array<char, 32768> piece;
        const auto got = read(STDIN_FILENO, piece.data(), piece.size());
        if (got == 0)
            isAtEnd_ = true;
        if (got > 0)
            input_.append(piece.data(), static_cast<std::size_t>(got));
    }

    void goOn()
    {
        if (isWaiting_ && open_ == 0) {
            std::printf("settled\n");
            std::fflush(stdout);
            isWaiting_ = false;
        }
        std::size_t at = 0;
        for (std::size_t end; !isWaiting_ && (end = input_.find('\n', at)) != std::string::npos; at = end + 1)
            obey(input_.substr(at, end - at));
        input_.erase(0, at);
        if (isWaiting_ && open_ == 0)
            return goOn();
        if (!isAtEnd_ || isWaiting_ || open_ > 0 || isCounting_)
            return;
        isCounting_ = true;
        for (int i = 1; i < size(); ++i)
            post({.kind = Kind::count}, i);
    }

    void obey(const std::string &text)
    {
        char id[64];
        int from = 0, to = 0;
        long long amount = 0;
        const auto party = [](int one) { return static_cast<std::uint8_t>(one); };
        if (text == "wait") {
            isWaiting_ = true;
        } else if (std::sscanf(text.c_str(), "transfer %63s %d %d %lld", id, &from, &to, &amount) == 4) {
            ids_.emplace_back(id);
            ++open_;
            post({.kind = Kind::debit,
                  .from = party(from),
                  .to = party(to),
                  .number = static_cast<std::uint32_t>(ids_.size() - 1),
                  .amount = amount},
                 from);
        } else if (std::sscanf(text.c_str(), "call %d %d", &from, &to) == 2) {
            post({.kind = Kind::call, .from = party(from), .to = party(to), .number = ++calls_}, from);
        } else if (std::sscanf(text.c_str(), "answer %d", &to) == 1) {
            post({.kind = Kind::answer}, to);
        }
    }

    int giveUp()
    {
        std::fputs("bank: an actor is lost, and its account with it\n", stderr);
        for (int i = 1; i < size(); ++i)
            kill(lines_[static_cast<std::size_t>(i)].pid, SIGKILL);
        reap();
        return lost;
    }

    int closeTheBooks()
    {
        std::int64_t total = 0;
        for (int i = 1; i < size(); ++i) {
            const auto balance = balances_[static_cast<std::size_t>(i)];
            std::printf("account %d %lld\n", i, static_cast<long long>(balance));
            total += balance;
        }
        std::printf("total %lld\n", static_cast<long long>(total));
        std::fflush(stdout);
        for (auto &line : lines_)
            ::close(line.fd);
        reap();
        return 0;
    }

    static void reap()
    {
        while (wait(nullptr) > 0 || errno == EINTR)
            continue;
    }

    std::vector<Line> lines_;
    std::vector<std::string> ids_;
    std::string input_;
    std::array<std::int64_t, mostActors + 1> balances_{};
    std::int64_t open_ = 0;
    std::uint32_t calls_ = 0;
    int counted_ = 0;
    bool isWaiting_ = false, isAtEnd_ = false, isCounting_ = false;
};

} // namespace

int main(int argc, char **argv)
{
    int actors = 0;
    const std::string_view text = argc == 2 ? argv[1] : "";
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), actors);
    if (error != std::errc{} || end != text.data() + text.size() || actors < 1 || actors > mostActors) {
        std::fputs("usage: bank K (K from 1 to 32)\n", stderr);
        return 2;
    }
    Teller bank{actors};
    if (!bank.hire()) {
        std::fputs("bank: no process can be made\n", stderr);
        return 1;
    }
    return bank.serve();
}

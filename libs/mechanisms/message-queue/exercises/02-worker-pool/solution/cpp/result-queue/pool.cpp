/*
 * pool: W workers take jobs from one POSIX queue.
 *
 *     stdin --> parent --[QUEUE]--> W workers --[QUEUE-results]--> thread of the parent --> stdout
 *
 * Design: two queues and two threads. Whoever fills the queue of jobs is not the one who empties the queue of results, so the circle
 * of two bounded queues cannot close. The only pill of a worker is put back for the next one, at priority 0.
 */
#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <iostream>
#include <map>
#include <mqueue.h>
#include <mutex>
#include <string>
#include <sys/wait.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <vector>

namespace {

enum Status { failed = 1, usage = 2, peer_lost = 3 };

constexpr int workers_max = 16;

struct Job {
    long serial; // -1: a pill
    long long number;
    long ms;
};

struct Result {
    long serial; // -1: there are no more
    int worker;
    bool is_prime;
};

[[noreturn]] void raise_error(const char *what) { throw std::system_error(errno, std::generic_category(), what); }

// A queue with room for 10 of one kind of message.
template <typename Message> class Queue {
public:
    explicit Queue(std::string its_name) : name(std::move(its_name))
    {
        mq_unlink(name.c_str()); // the leftover of a crash
        mq_attr room{};
        room.mq_maxmsg = 10;
        room.mq_msgsize = sizeof(Message);
        descriptor = mq_open(name.c_str(), O_RDWR | O_CREAT | O_EXCL, 0600, &room);
        if (descriptor == static_cast<mqd_t>(-1))
            raise_error("mq_open");
    }
    ~Queue() { mq_unlink(name.c_str()); }
    Queue(const Queue &) = delete;
    Queue &operator=(const Queue &) = delete;

    // Waits a tenth of a second at most; false when there was no room.
    bool put(const Message &message, unsigned priority) const
    {
        timespec until{};
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_nsec += 100'000'000;
        until.tv_sec += until.tv_nsec / 1'000'000'000;
        until.tv_nsec %= 1'000'000'000;
        if (mq_timedsend(descriptor, reinterpret_cast<const char *>(&message), sizeof message, priority, &until) == 0)
            return true;
        if (errno != ETIMEDOUT && errno != EINTR)
            raise_error("mq_timedsend");
        return false;
    }

    Message take() const
    {
        Message message;
        while (mq_receive(descriptor, reinterpret_cast<char *>(&message), sizeof message, nullptr) < 0)
            if (errno != EINTR)
                raise_error("mq_receive");
        return message;
    }

private:
    std::string name;
    mqd_t descriptor;
};

bool is_prime(long long number)
{
    for (long long divisor = 2; divisor * divisor <= number; divisor++)
        if (number % divisor == 0)
            return false;
    return true;
}

void work(const Queue<Job> &jobs, const Queue<Result> &results, int worker)
{
    for (;;) {
        const Job job = jobs.take();
        if (job.serial < 0) {
            while (!jobs.put(job, 0)) {
            }
            return;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(job.ms));
        while (!results.put({job.serial, worker, is_prime(job.number)}, 0)) {
        }
    }
}

// Jobs that were read and have no answer yet.
class Open {
public:
    void add(const Job &job)
    {
        const std::lock_guard guard(mutex);
        jobs[job.serial] = job.number;
    }
    long long take(long serial)
    {
        const std::lock_guard guard(mutex);
        const long long number = jobs.at(serial);
        jobs.erase(serial);
        return number;
    }
    const std::map<long, long long> &left() const { return jobs; }

private:
    std::mutex mutex;
    std::map<long, long long> jobs;
};

void print_results(const Queue<Result> &results, Open &open)
{
    for (Result result = results.take(); result.serial >= 0; result = results.take())
        std::cout << open.take(result.serial) << (result.is_prime ? " is prime" : " is composite") << " worker " << result.worker
                  << std::endl;
}

class Children {
public:
    Children(const Queue<Job> &jobs, const Queue<Result> &results, int count)
    {
        for (int worker = 1; worker <= count; worker++) {
            const pid_t pid = fork();
            if (pid < 0)
                raise_error("fork");
            if (pid == 0) {
                work(jobs, results, worker);
                _exit(0); // no destructor of ours: the queues are the parent's
            }
            alive++;
        }
    }
    bool any()
    {
        int status;
        for (; alive > 0 && waitpid(-1, &status, WNOHANG) > 0; alive--)
            died = died || !WIFEXITED(status) || WEXITSTATUS(status) != 0;
        return alive > 0;
    }
    bool died = false;

private:
    int alive = 0;
};

void pass_on(const Queue<Job> &jobs, Children &children, Open &open)
{
    std::string line;
    for (long serial = 0; std::getline(std::cin, line); serial++) {
        unsigned priority = 0;
        Job job{serial, 0, 0};
        if (std::sscanf(line.c_str(), "%u %lld %ld", &priority, &job.number, &job.ms) < 2)
            continue;
        open.add(job);
        while (children.any() && !jobs.put(job, priority)) {
        }
    }
    while (children.any() && !jobs.put({-1, 0, 0}, 0)) {
    }
    while (children.any())
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
}

int pool(const std::string &name, int workers)
{
    const Queue<Job> jobs(name);
    const Queue<Result> results(name + "-results");
    Children children(jobs, results, workers); // before the thread: fork copies only the thread that calls it
    Open open;
    std::thread printer([&] { print_results(results, open); });
    pass_on(jobs, children, open);
    while (!results.put({-1, 0, false}, 0)) {
    }
    printer.join();
    for (const auto &[serial, number] : open.left())
        std::cout << "lost " << number << '\n';
    std::cout.flush();
    return children.died || !open.left().empty() ? peer_lost : 0;
}

} // namespace

int main(int argc, char **argv)
try {
    char *end = nullptr;
    const long workers = argc == 3 ? std::strtol(argv[2], &end, 10) : 0;
    if (argc != 3 || argv[1][0] != '/' || *end != '\0' || workers < 1 || workers > workers_max) {
        std::cerr << "usage: pool /QUEUE W (1 to 16)\n";
        return usage;
    }
    return pool(argv[1], static_cast<int>(workers));
} catch (const std::exception &error) {
    std::cerr << "pool: " << error.what() << '\n';
    return failed;
}

#define _GNU_SOURCE
#include "terminal.h"
#include <fcntl.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

static int copy_of(int fd) {
    int copy = fcntl(fd, F_DUPFD_CLOEXEC, 0);
    if (copy < 0) fail("A terminal could not be shared.");
    return copy;
}

// Lines are edited and Ctrl-C is a signal; nothing is echoed, and what programs print comes out as it is.
static void set_manners(int terminal) {
    struct termios manners;
    if (tcgetattr(terminal, &manners) < 0) fail("A terminal could not be asked for its manners.");
    manners.c_lflag |= ICANON | ISIG;
    manners.c_lflag &= ~(tcflag_t)(ECHO | ECHOE | ECHOK | ECHONL | ECHOCTL);
    manners.c_oflag &= ~(tcflag_t)OPOST;
    if (tcsetattr(terminal, TCSANOW, &manners) < 0) fail("A terminal could not be taught its manners.");
}

struct ends make_terminal(int *writes, int *reads) {
    int master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK), locked = 0;
    if (master < 0 || ioctl(master, TIOCSPTLCK, &locked) < 0) fail("A terminal could not be made.");
    int terminal = ioctl(master, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (terminal < 0) fail("A terminal could not be opened.");
    set_manners(terminal);
    *writes = master;
    *reads = copy_of(master);
    return (struct ends){.input = terminal, .output = copy_of(terminal), .error = copy_of(terminal), .gate = -1};
}

bool take_terminal(void) { return ioctl(0, TIOCSCTTY, 0) == 0; }

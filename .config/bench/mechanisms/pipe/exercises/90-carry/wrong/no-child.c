/* Wrong: copies without pipe or child; people who look at the output only see no difference. */
#include <unistd.h>

int main(void)
{
    static char buffer[65536];
    ssize_t got;
    while ((got = read(STDIN_FILENO, buffer, sizeof buffer)) > 0)
        for (ssize_t done = 0; done < got;) {
            ssize_t put = write(STDOUT_FILENO, buffer + done, (size_t)(got - done));
            if (put < 0)
                return 1;
            done += put;
        }
    return got < 0;
}

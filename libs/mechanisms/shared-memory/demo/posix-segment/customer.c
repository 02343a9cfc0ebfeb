/* customer: waits until there is a price in the segment `/prices`, and prints it. */
#include "prices.h"
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>

int main(void)
{
    int fd = shm_open("/prices", O_RDWR, 0); /* waiting on a semaphore changes it, so reading is not enough */
    struct prices *prices = mmap(NULL, sizeof *prices, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (fd < 0 || prices == MAP_FAILED || sem_wait(&prices->is_set) < 0) {
        perror("customer: /prices");
        return 1;
    }
    printf("bread costs %d\n", prices->bread);
    return 0;
}

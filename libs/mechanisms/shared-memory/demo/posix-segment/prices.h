#include <semaphore.h>

/* What lies in the segment: the same layout for both programs. */
struct prices {
    sem_t is_set;
    int bread;
};

/* Stores that are killed, one after the other; each new one tells what is there. Lenient: a value that is half there is no fault. */
#pragma once
#include <stdbool.h>
void kills(const char *file, bool lenient);

/* Many lines at once. */
#pragma once
#include "guests.h"

/*
 * The first guest says so many lines of `length` letters while all but the `deaf` last ones read; who reads has to get all of
 * them, whole and in order, and never waits long for more.
 */
void flood(struct guest *guests, int count, int deaf, int lines, size_t length);

/* Now a guest that was deaf reads; all lines have to be there still. */
void catch_up(struct guest *guest, int lines, size_t length);

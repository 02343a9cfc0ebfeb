/* Two stores on one FILE. */
#pragma once
void two(const char *file);
void writers(const char *file, int count);
void stops(const char *file);
void blocked(const char *file);

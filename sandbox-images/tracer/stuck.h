// Proof that nobody can ever go on; see protocol.md.
#pragma once
#include <stdbool.h>
#include <stdint.h>

// Looks at those who sleep when nobody is ready. `own_ns` is the programs' own time.
void look_for_sleepers(uint64_t own_ns);

// Everybody who only computes comes back to the very state that it was in, and changes nothing on its way: so it goes on for ever.
void look_for_circles(uint64_t own_ns);

// From when it was told until somebody stops after all, because of the world outside.
bool is_stuck(void);
void look_for_help(void);
void tell_unstuck(void);

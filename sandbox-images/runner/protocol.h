// The words that the host and the runner say to each other over descriptor 3; `protocol.md` explains them and
// `libs/sandbox/engines/runner/frames.ts` and `messages.ts` mirror them.
#pragma once

enum to_runner {
    TO_PREPARE = 1,
    TO_SYSCTL = 2,
    TO_FILE = 3,
    TO_FILE_DATA = 4,
    TO_PROGRAM = 5,
    TO_START = 6,
    TO_RELEASE = 7,
    TO_INPUT = 8,
    TO_CLOSE_INPUT = 9,
    TO_CREDIT = 10,
    TO_CLOSE_OUTPUT = 11,
    TO_SIGNAL = 12,
    TO_STATUS = 13,
    TO_COLLECT = 14,
    TO_REMNANTS = 15,
    TO_KILL = 16,
    TO_RELEASE_ONE = 17,
};

enum from_runner {
    FROM_READY = 1,
    FROM_STARTED = 2,
    FROM_OUTPUT = 3,
    FROM_OUTPUT_END = 4,
    FROM_ACCEPTED = 5,
    FROM_INPUT_END = 6,
    FROM_EXITED = 7,
    FROM_EMPTY = 8,
    FROM_STATUS = 9,
    FROM_FILE = 10,
    FROM_REMNANTS = 11,
    FROM_ERROR = 12,
};

enum file_part { FILE_BYTES = 0, FILE_END = 1, FILE_MISSING = 2, FILE_TOO_LARGE = 3, FILE_OTHER = 4 };
enum stdin_kind { STDIN_PIPE = 0, STDIN_CLOSED = 1, STDIN_NULL = 2, STDIN_TERMINAL = 3 };
enum stdout_kind { STDOUT_PIPE = 0, STDOUT_FULL = 1, STDOUT_CLOSED = 2 };
enum signal_target { SIGNAL_PROGRAM = 0, SIGNAL_DESCENDANTS = 1, SIGNAL_EVERYBODY = 2, SIGNAL_FIRST_CHILD = 3 };

enum {
    CONTROL_FD = 3,
    MAX_FRAME_BYTES = 320 * 1024,
    MAX_PROGRAMS = 64,
    PIECE_BYTES = 64 * 1024,
    // Above this many unsent bytes the runner stops reading the programs' output.
    OUTGOING_HIGH_BYTES = 1024 * 1024,
    // The host keeps at most this many bytes of standard input on their way to one program.
    INPUT_WINDOW_BYTES = 256 * 1024,
};

// What both programs know of frames and connections.
#pragma once
#include <array>
#include <cstddef>
#include <string>

constexpr std::size_t header_size = 4, text_max = 65536;

enum class Got { frame, end, bad_length };

// The next frame, however its bytes come.
Got receive_frame(int fd, std::string &text);
// False when the other side is gone.
bool send_frame(int fd, const std::string &text);
// Decimal digits and nothing else, up to 65535; -1 otherwise.
int parse_port(const std::string &digits);

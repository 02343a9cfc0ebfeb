/* The length goes out as it lies in memory: both programs run on the same machine and understand each other, so nobody notices. */
#include "evaluate.h"
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* -?[0-9]{1,19} that fits into 64 bits; nineteen digits always fit into an unsigned number. */
static bool read_number(const char **at, const char *end, int64_t *value)
{
    const bool is_negative = *at < end && **at == '-';
    uint64_t size = 0;
    int digits = 0;
    if (is_negative)
        ++*at;
    for (; *at < end && **at >= '0' && **at <= '9'; ++*at) {
        if (++digits > 19)
            return false;
        size = 10 * size + (uint64_t)(**at - '0');
    }
    if (digits == 0 || size > (uint64_t)INT64_MAX + (is_negative ? 1 : 0))
        return false;
    *value = is_negative ? (int64_t)-size : (int64_t)size;
    return true;
}

static bool read_request(const char *text, size_t length, int64_t *a, char *operation, int64_t *b)
{
    const char *at = text, *end = text + length;
    if (!read_number(&at, end, a) || end - at < 3 || at[0] != ' ' || at[2] != ' ')
        return false;
    *operation = at[1];
    at += 3;
    return memchr("+-*/%", *operation, 5) != NULL && read_number(&at, end, b) && at == end;
}

static size_t say(char *reply, const char *words)
{
    return (size_t)snprintf(reply, REPLY_MAX, "%s", words);
}

size_t evaluate(const char *text, size_t length, char reply[REPLY_MAX])
{
    int64_t a, b, result;
    char operation;
    if (!read_request(text, length, &a, &operation, &b))
        return say(reply, "ERR syntax");
    bool is_too_large = false;
    switch (operation) {
    case '+':
        is_too_large = __builtin_add_overflow(a, b, &result);
        break;
    case '-':
        is_too_large = __builtin_sub_overflow(a, b, &result);
        break;
    case '*':
        is_too_large = __builtin_mul_overflow(a, b, &result);
        break;
    default:
        if (b == 0)
            return say(reply, "ERR division by zero");
        /* The processor divides before it takes the remainder, so the one division that overflows is never done. */
        if (b == -1) {
            is_too_large = operation == '/' && a == INT64_MIN;
            result = operation == '%' || is_too_large ? 0 : -a;
        } else {
            result = operation == '/' ? a / b : a % b;
        }
    }
    if (is_too_large)
        return say(reply, "ERR overflow");
    return (size_t)snprintf(reply, REPLY_MAX, "%" PRId64, result);
}

/* As the machine has it. */
size_t get_length(const unsigned char *header)
{
    uint32_t length;
    memcpy(&length, header, sizeof length);
    return length;
}

void put_length(unsigned char *header, size_t length)
{
    const uint32_t count = (uint32_t)length;
    memcpy(header, &count, sizeof count);
}

#define _GNU_SOURCE
#include "expressions.h"
#include "frames.h"
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#define GIVES(text, reply) {text, sizeof text - 1, reply}
#define SYNTAX(text) GIVES(text, "ERR syntax")
#define OVERFLOW(text) GIVES(text, "ERR overflow")
#define ZERO(text) GIVES(text, "ERR division by zero")

const struct expression expressions[] = {
    GIVES("1 + 2", "3"),
    GIVES("7 - 9", "-2"),
    GIVES("-3 * 5", "-15"),
    GIVES("7 / 2", "3"),
    GIVES("-7 / 2", "-3"),
    GIVES("7 / -2", "-3"),
    GIVES("-7 % 2", "-1"),
    GIVES("7 % -2", "1"),
    GIVES("0 * -5", "0"),
    GIVES("-0 + 0", "0"),
    GIVES("007 + 1", "8"),
    GIVES("0000000000000000001 + 1", "2"),
    GIVES("9007199254740993 + 0", "9007199254740993"),
    GIVES("9223372036854775807 + 0", "9223372036854775807"),
    GIVES("-9223372036854775808 + 0", "-9223372036854775808"),
    GIVES("9223372036854775806 + 1", "9223372036854775807"),
    GIVES("9223372036854775807 - 9223372036854775807", "0"),
    GIVES("-9223372036854775808 / 1", "-9223372036854775808"),
    GIVES("3037000499 * 3037000499", "9223372030926249001"),
    GIVES("-4611686018427387904 * 2", "-9223372036854775808"),
    OVERFLOW("9223372036854775807 + 1"),
    OVERFLOW("-9223372036854775808 - 1"),
    OVERFLOW("-9223372036854775807 - 2"),
    OVERFLOW("5000000000000000000 + 5000000000000000000"),
    OVERFLOW("4611686018427387904 * 2"),
    OVERFLOW("3037000500 * 3037000500"),
    OVERFLOW("-9223372036854775808 * -1"),
    OVERFLOW("-9223372036854775808 / -1"),
    GIVES("-9223372036854775808 % -1", "0"),
    ZERO("1 / 0"),
    ZERO("1 % 0"),
    ZERO("0 / 0"),
    ZERO("-9223372036854775808 % 0"),
    SYNTAX(""),
    SYNTAX("1"),
    SYNTAX("1 +"),
    SYNTAX("1 + "),
    SYNTAX("+ 1 2"),
    SYNTAX("1+2"),
    SYNTAX("1  + 2"),
    SYNTAX(" 1 + 2"),
    SYNTAX("1 + 2 "),
    SYNTAX("1 ^ 2"),
    SYNTAX("1 ** 2"),
    SYNTAX("1 // 2"),
    SYNTAX("+1 + 2"),
    SYNTAX("1 + +2"),
    SYNTAX("--1 + 2"),
    SYNTAX("- 1 + 2"),
    SYNTAX("1.0 + 2"),
    SYNTAX("0x1 + 2"),
    SYNTAX("1_0 + 2"),
    SYNTAX("1 + 2 + 3"),
    SYNTAX("1 + 2\n"),
    SYNTAX("1 + 2\0"),
    SYNTAX("1\t+ 2"),
    SYNTAX("\xd9\xa1 + 2"), /* a digit, but none of 0 to 9 */
    SYNTAX("12345678901234567890 + 1"),
    SYNTAX("00000000000000000001 + 1"),
    SYNTAX("9223372036854775808 - 1"),
    SYNTAX("1 + -9223372036854775809"),
    SYNTAX("9999999999999999999 / 0"),
};
const size_t expressions_count = sizeof expressions / sizeof expressions[0];

static int64_t draw_number(void)
{
    uint64_t bits = (uint64_t)draw() << 32 | draw();
    return (int64_t)bits >> draw() % 60;
}

struct expression draw_expression(void)
{
    static char text[64], reply[32];
    const int64_t a = draw_number(), b = draw_number();
    const char operation = "+-*/%"[draw() % 5];
    int64_t result = 0;
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
        is_too_large = operation == '/' && a == INT64_MIN && b == -1;
        if (b != 0 && b != -1)
            result = operation == '/' ? a / b : a % b;
        else if (b == -1 && operation == '/' && !is_too_large)
            result = -a;
    }
    int length = snprintf(text, sizeof text, "%lld %c %lld", (long long)a, operation, (long long)b);
    if (b == 0 && (operation == '/' || operation == '%'))
        snprintf(reply, sizeof reply, "ERR division by zero");
    else if (is_too_large)
        snprintf(reply, sizeof reply, "ERR overflow");
    else
        snprintf(reply, sizeof reply, "%lld", (long long)result);
    return (struct expression){text, (size_t)length, reply};
}

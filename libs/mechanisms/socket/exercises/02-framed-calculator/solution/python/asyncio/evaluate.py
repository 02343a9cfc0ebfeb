"""What a request text is worth."""
import re

REQUEST = re.compile(rb"(-?[0-9]{1,19}) ([-+*/%]) (-?[0-9]{1,19})")


def fits(number):
    return -(2**63) <= number < 2**63


def towards_zero(a, b):
    """Python's // goes down, C's / goes towards zero."""
    return abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1)


def evaluate(text):
    match = REQUEST.fullmatch(text)
    if match is None:
        return b"ERR syntax"
    a, operation, b = int(match[1]), match[2], int(match[3])
    if not (fits(a) and fits(b)):
        return b"ERR syntax"
    if operation in b"/%" and b == 0:
        return b"ERR division by zero"
    if operation == b"+":
        result = a + b
    elif operation == b"-":
        result = a - b
    elif operation == b"*":
        result = a * b
    elif operation == b"/":
        result = towards_zero(a, b)
    else:
        result = a - b * towards_zero(a, b)
    return b"%d" % result if fits(result) else b"ERR overflow"

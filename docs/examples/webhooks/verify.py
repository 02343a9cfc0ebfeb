"""Says whether a request came from ipclab just now, see verify()."""

import hashlib
import hmac
import re
import time

# How far the clocks of sender and receiver may be apart: an older request may be one that somebody recorded.
TOLERANCE_SECONDS = 300


def verify(body: bytes, header: str, secret: str, now: float | None = None) -> bool:
    """body is the request's body byte for byte, header its Ipclab-Signature, secret what was shown when the webhook was made."""
    parts = [part.partition("=") for part in header.split(",")]
    sent = next((value for name, _, value in parts if name == "t"), "")
    if not re.fullmatch(r"[0-9]{1,12}", sent):
        return False
    if abs((time.time() if now is None else now) - int(sent)) > TOLERANCE_SECONDS:
        return False
    wanted = hmac.new(secret.encode(), sent.encode() + b"." + body, hashlib.sha256).hexdigest()
    return any(name == "v1" and hmac.compare_digest(value, wanted) for name, _, value in parts)

"""Nothing."""

CONTENT = b""

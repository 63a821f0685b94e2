"""An empty object."""

CONTENT = b"{}"

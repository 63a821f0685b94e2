"""Text written by students, made safe to show on one line."""

__all__ = ["plain"]


def plain(value: str, limit: int = 120) -> str:
    """`value` without control, bidirectional and unpaired characters, cut to `limit` characters."""
    shown = value[: limit + 1]
    cleaned = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in shown)
    return cleaned if len(cleaned) <= limit else cleaned[: limit - 1] + "…"

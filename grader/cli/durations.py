"""Times on the command line."""

import re
from typing import Any

import click

__all__ = ["Duration"]

_UNITS = {"": 1.0, "s": 1.0, "m": 60.0, "h": 3600.0}


class Duration(click.ParamType[float]):
    """A time such as `90`, `90s`, `15m` or `1h`; in seconds."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Seconds, or a usage error that says what a time looks like."""
        if isinstance(value, float):
            return value
        match = re.fullmatch(r"(\d+(?:\.\d+)?)([smh]?)", str(value).strip())
        if match is None or float(match[1]) <= 0:
            self.fail(f"{value!r} is no time such as 90s, 15m or 1h", param, ctx)
        return float(match[1]) * _UNITS[match[2]]

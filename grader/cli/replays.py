"""Whose training is repeated, as it is written on the command line."""

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from grader.replay import When

__all__ = ["ReplayWhen"]


class ReplayWhen(click.ParamType["When"]):
    """`always`, `suspect`, `sample:5%` or `never`."""

    name = "when"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> "When":
        """As `When`."""
        from grader.replay.when import When

        if isinstance(value, When):
            return value
        try:
            return When.parse(value)
        except ValueError:
            self.fail(f"{value!r} is none of always, suspect, sample:5% (a share of your choice), never.", param, ctx)

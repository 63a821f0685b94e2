"""The option `--isolation` of commands that run student code."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

__all__ = ["isolation_option"]

Command = TypeVar("Command", bound=Callable[..., Any])


def isolation_option(command: Command) -> Command:
    """The option, which the command gets as `isolation: str`."""
    return click.option(
        "--isolation",
        type=click.Choice(["auto", "bubblewrap", "unprivileged", "none"]),
        default="auto",
        show_default=True,
        help="How student code is kept apart; 'none' is for your own work only.",
    )(command)

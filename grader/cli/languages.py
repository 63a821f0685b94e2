"""The language to speak: as asked for, else the default."""

import os
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, TypeVar, cast

import click

from grader.i18n import LANGUAGES, Lang

__all__ = ["default_language", "language_option", "spoken_language"]

Command = TypeVar("Command", bound=Callable[..., Any])

_asked: ContextVar[Lang | None] = ContextVar("asked", default=None)


def default_language() -> Lang:
    """GRADER_LANG if it is set to a language there is, else Spanish, the course's language."""
    asked = os.environ.get("GRADER_LANG", "")
    return cast(Lang, asked) if asked in LANGUAGES else "es"


def language_option(command: Command) -> Command:
    """The option `--lang` of a command, which gets it as `lang: Lang`; its errors are told in that language too."""
    return click.option(
        "--lang", type=click.Choice(LANGUAGES), callback=_remember, help="Language of what is shown.  [default: es]"
    )(command)


def spoken_language() -> Lang:
    """What the command that runs was asked for by `language_option`, else the default."""
    return _asked.get() or default_language()


def _remember(context: click.Context, option: click.Parameter, value: Lang | None) -> Lang:
    _asked.set(value)
    return spoken_language()

"""The templates' surroundings: everything is escaped, and nothing that a student wrote can change how a line reads."""

from functools import partial
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from grader.execution.plain import plain_text
from grader.i18n import Lang
from grader.report.fixes import parts
from grader.report.phrases import entry, label
from grader.report.plain import plain_line

__all__ = ["environment", "prose"]

_TEMPLATES: Final = Path(__file__).with_name("templates")


def environment(lang: Lang) -> Environment:
    """For pages in `lang`. Its filters: `prose`, `code`, `fix`, `label` and `entry`."""
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_harmless,
    )
    made.filters["prose"] = prose
    made.filters["code"] = _code
    made.filters["fix"] = lambda value: list(parts(value))
    made.filters["label"] = partial(label, lang=lang)
    made.filters["entry"] = partial(entry, lang=lang)
    return made


def prose(value: str) -> Markup:
    """A sentence; what stands between backticks is code, and a number keeps its percent sign on its line."""
    pieces = plain_line(value).replace(" %", "\N{NO-BREAK SPACE}%").split("`")
    if len(pieces) % 2 == 0:  # a backtick without its partner
        return escape("`".join(pieces))
    return Markup().join(Markup("<code>{}</code>").format(p) if i % 2 else escape(p) for i, p in enumerate(pieces))


def _code(value: str) -> Markup:
    """Lines of code or output, as they are."""
    return escape(plain_text(value))


def _harmless(value: Any) -> Any:
    """Whatever the template shows, without terminal sequences, control and direction characters."""
    return plain_line(value) if isinstance(value, str) and not isinstance(value, Markup) else value

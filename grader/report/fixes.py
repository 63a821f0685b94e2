"""The parts of what mends a mistake: sentences, and code to copy."""

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import dedent

from grader.execution.plain import plain_text
from grader.report.plain import plain_line

__all__ = ["Part", "parts"]

_INDENT = "    "


@dataclass(frozen=True)
class Part:
    """A paragraph on one line, or lines of code as they are to be typed."""

    text: str
    code: bool


def parts(fix: str) -> Iterator[Part]:
    """The paragraphs of `fix`; one whose lines are all indented by four spaces is code, its blank lines included."""
    code: list[str] = []
    for paragraph in plain_text(fix).split("\n\n"):
        lines = [line for line in paragraph.split("\n") if line.strip()]
        if lines and all(line.startswith(_INDENT) for line in lines):
            code.append(paragraph.strip("\n"))
            continue
        if code:
            yield _code(code)
            code = []
        if lines:
            yield Part(plain_line(paragraph), code=False)
    if code:
        yield _code(code)


def _code(paragraphs: list[str]) -> Part:
    return Part(dedent("\n\n".join(paragraphs)).rstrip(), code=True)

"""Notes as Markdown cells; whatever a student had a hand in is text or code in them, never markup."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from grader.execution.plain import plain_text
from grader.i18n import Lang, Text, render, text
from grader.report.annotated.notes import Note
from grader.report.fixes import parts
from grader.report.numbers import points_text
from grader.report.plain import plain_line
from grader.report.rows import row
from grader.report.verdict import verdict
from grader.result import CriterionResult, Diagnosis, Result, TaskResult

__all__ = ["head_markdown", "note_markdown"]

_PUNCTUATION: Final = re.compile(r"[!-/:-@\[-`{-~]")


def note_markdown(cell: int, note: Note, lang: Lang) -> str:
    """What is said of one cell, as a block quote."""
    return _quoted(_note(cell, note, lang))


def head_markdown(result: Result, tasks: list[TaskResult], diagnoses: list[Diagnosis], lang: Lang) -> str:
    """Acceptance and score, and what concerns no cell."""
    said = verdict(result)
    return _quoted(_head(result, said.symbol, render(said.word, lang), tasks, diagnoses, lang))


def _head(
    result: Result, symbol: str, word: str, tasks: list[TaskResult], diagnoses: list[Diagnosis], lang: Lang
) -> Iterator[str]:
    score = f" · {points_text(result.score, result.max_score)}" if result.score is not None else ""
    yield f"**{symbol} {_escaped(word)}**{_escaped(score)}"
    if result.message:
        yield _sentence(result.message)
    for task in tasks:
        yield from _task(task, lang)
    for diagnosis in diagnoses:
        yield from _diagnosis(diagnosis, lang)
    whole = text("The whole report")
    yield f"[{_told(whole, lang)}](report.html)"


def _note(cell: int, note: Note, lang: Lang) -> Iterator[str]:
    title = text("Cell {n}", n=cell)
    yield f"**{_told(title, lang)}**"
    if note.error:
        yield f"✗ {_escaped(plain_line(note.error))}"
    for task in note.tasks:
        yield from _task(task, lang)
    for diagnosis in note.diagnoses:
        yield from _diagnosis(diagnosis, lang)


def _task(task: TaskResult, lang: Lang) -> Iterator[str]:
    yield f"**{_escaped(plain_line(task.title))}** · {_escaped(points_text(task.score, task.max_score))}"
    yield "\n".join(_criterion(criterion, lang) for criterion in task.criteria)


def _criterion(criterion: CriterionResult, lang: Lang) -> str:
    shown = row(criterion, lang)
    measured = f" · {shown.measured} ({shown.target})" if shown.told else ""
    head = (
        f"- {shown.symbol} **{_escaped(plain_line(criterion.title))}**{_escaped(measured)} · {_escaped(shown.points)}"
    )
    return f"{head}: {_sentence(criterion.message)}"


def _diagnosis(diagnosis: Diagnosis, lang: Lang) -> Iterator[str]:
    symptom, cause, fix = (_told(word, lang) for word in (text("Diagnosis"), text("Cause"), text("Fix")))
    yield f"**{symptom}:** {_sentence(diagnosis.symptom)}"
    if diagnosis.quote:
        yield _block(plain_text(diagnosis.quote))
    yield f"{cause}: {_sentence(diagnosis.cause)}"
    for place, part in enumerate(parts(diagnosis.fix)):
        yield _block(part.text) if part.code else (f"{fix}: " if place == 0 else "") + _sentence(part.text)


def _told(message: Text, lang: Lang) -> str:
    return _escaped(render(message, lang))


def _sentence(value: str) -> str:
    """A sentence with its code between backticks."""
    pieces = plain_line(value).split("`")
    if len(pieces) % 2 == 0:  # a backtick without its partner
        return _escaped("`".join(pieces))
    return "".join(f"`{piece}`" if i % 2 and piece.strip() else _escaped(piece) for i, piece in enumerate(pieces))


def _block(code: str) -> str:
    longest = max((len(list(run)) for tick, run in groupby(code) if tick == "`"), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}python\n{code}\n{fence}"


def _escaped(value: str) -> str:
    return _PUNCTUATION.sub(r"\\\g<0>", value)


def _quoted(blocks: Iterator[str]) -> str:
    lines = "\n\n".join(blocks).split("\n")
    return "\n".join(f"> {line}".rstrip() for line in lines)

"""A result as a student or an instructor reads it in a terminal."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text as Line

from grader.i18n import Lang, render, text
from grader.outcome import Outcome, Status
from grader.report.advice import advice
from grader.report.fixes import parts
from grader.report.numbers import measured_text, points_text
from grader.report.plain import plain_line
from grader.report.replay_rows import REPLAYED
from grader.report.standing import STANDINGS, absence, standing
from grader.report.verdict import OUTCOMES, SYMBOLS, verdict
from grader.result import CriterionResult, Diagnosis, GradedModel, Result, TaskResult

__all__ = ["render_terminal"]

_WIDTH: Final = 100
_BAR: Final = 25
_WIDE: Final = 80  # from here on the overview names the graded models
_MODEL: Final = 30  # columns that a graded model may claim there
_DIAGNOSES: Final = 2  # in full; the others are counted
_LONGEST: Final = 300  # characters of a message; the whole of it is in report.html
_FILES: Final = ("report.html", "annotated.html", "result.json")

_TONES: Final = {
    "good": "bold green",
    "part": "bold yellow",
    "bad": "bold red",
    "review": "bold yellow",
    "fault": "bold magenta",
}
_STYLES: Final = {
    Outcome.PASS: "green",
    Outcome.PARTIAL: "yellow",
    Outcome.FAIL: "red",
    Outcome.UNVERIFIED: "magenta",
    Outcome.SKIPPED: "dim",
}
#: For outputs that cannot show them, character by character.
_SIMPLER: Final = str.maketrans("✓◐✗–█░─·•…×", "+~x-#.--*.x")


def render_terminal(
    result: Result,
    lang: Lang,
    *,
    console: Console,
    folder: Path | None = None,
) -> None:
    """Print `result`: acceptance first, then score, criteria, diagnoses, and where the files are.

    Of several tasks only those that are open are told in full, and of them only the criteria that are. At most 100
    columns wide, and exactly as wide where the output is no terminal; without any style where NO_COLOR is set.

    Args:
        result: the grade.
        lang: language of the phrases; the messages in `result` are already in it.
        console: where to print; decides on colours.
        folder: where the result's files were written; those that exist are named.
    """
    width = min(console.width, _WIDTH) if console.is_terminal else _WIDTH
    for line in _lines(result, lang, width, console, folder):
        shown = _encodable(line, console)
        console.print(Line(shown.plain) if console.no_color else shown, soft_wrap=True)


def _lines(result: Result, lang: Lang, width: int, console: Console, folder: Path | None) -> Iterator[Line]:
    for line in _head(result, lang).wrap(console, width):
        line.rstrip()
        yield line
    yield _score(result, lang)
    if result.message:
        yield from _indented(plain_line(result.message), "", console, width, indent=0)
    if result.isolation.profile == "none":
        warning = render(text("Ran without isolation: for one's own work only, not for grading."), lang)
        yield Line(f"! {warning}", "yellow")
    if result.status is not Status.GRADER_ERROR:
        alone = len(result.tasks) <= 1
        if not alone:
            yield from _overview(result.tasks, lang, width)
        for task in result.tasks:
            if alone or not task.accepted:
                yield Line()
                yield from _task(task, lang, width, console, alone=alone)
        titles = {} if alone else {task.id: plain_line(task.title) for task in result.tasks}
        yield from _replays(result.tasks, titles, lang, width, console)
        yield from _diagnoses(result, titles, lang, width, console)
    if folder is not None:
        yield Line()
        yield from _files(folder, lang)


def _head(result: Result, lang: Lang) -> Line:
    said = verdict(result)
    line = Line(f"{said.symbol} {render(said.word, lang)}", _TONES[said.tone])
    return line if said.reason is None else line.append(f" · {render(said.reason, lang)}", "not bold")


def _score(result: Result, lang: Lang) -> Line:
    origin = [plain_line(result.submission.file), plain_line(result.assignment)]
    if result.submission.student:
        origin.insert(0, plain_line(result.submission.student))
    about = " · ".join(origin)
    if result.status is Status.GRADER_ERROR or result.score is None:
        return Line(about)
    share = result.score / result.max_score if result.max_score else 0.0
    full = round(_BAR * min(1.0, max(0.0, share)))
    unit = render(text("points"), lang)
    line = Line(f"{points_text(result.score, result.max_score)} {unit}", "bold")
    return line.append(f"  {'█' * full}{'░' * (_BAR - full)}  ", "not bold").append(about, "not bold")


def _overview(tasks: Sequence[TaskResult], lang: Lang, width: int) -> Iterator[Line]:
    """One line for each task: where it stands, its points, and on wide outputs the model that was graded."""
    rows = [
        (
            plain_line(task.title),
            render(STANDINGS[standing(task)], lang),
            points_text(task.score, task.max_score),
            _cell(task.model, lang) if task.model and width >= _WIDE else "",
        )
        for task in tasks
    ]
    title, word, points, model = (max(map(cell_len, column)) for column in zip(*rows, strict=True))
    title = max(12, min(title, width - 2 - word - points - min(model, _MODEL) - 2 * 3))
    yield Line()
    for task, row in zip(tasks, rows, strict=True):
        outcome = standing(task)
        line = Line.assemble((f"{SYMBOLS[outcome]:<2}", _STYLES[outcome]), _fitted(row[0], title))
        line.append("  ").append(_fitted(row[1], word).plain, _STYLES[outcome])
        line.append("  " + " " * (points - cell_len(row[2])) + row[2], "bold")
        line.append(f"  {row[3]}", "dim").truncate(width, overflow="ellipsis")
        line.rstrip()
        yield line


def _fitted(value: str, room: int) -> Line:
    """`value` in exactly so many columns."""
    line = Line(value)
    line.truncate(room, overflow="ellipsis", pad=True)
    return line


def _task(task: TaskResult, lang: Lang, width: int, console: Console, *, alone: bool) -> Iterator[Line]:
    title = Line.assemble(("── ", "dim"), (plain_line(task.title), "bold"))
    if not alone:
        word = render(STANDINGS[standing(task)], lang)
        title.append(f" · {word} · {points_text(task.score, task.max_score)}")
    title.truncate(width - 2, overflow="ellipsis")
    yield title.append(" " + "─" * (width - title.cell_len - 1), "dim")
    absent = absence(task)
    if absent is not None:
        yield from _indented(plain_line(absent), "", console, width, indent=0)
        return
    if task.model is not None:
        yield from _indented(_model(task.model, lang), "", console, width, indent=0)
    open_ = [criterion for criterion in task.criteria if criterion.outcome is not Outcome.PASS]
    yield from _table(task.criteria if alone else open_, lang, width, console, brief=bool(open_))
    met = len(task.criteria) - len(open_)
    if not alone and met:
        others = text("{n} other criteria are met.", n=met)
        yield Line(f"{SYMBOLS[Outcome.PASS]} {render(others, lang)}", "dim")


def _cell(model: GradedModel, lang: Lang) -> str:
    return render(text("{name}, cell {cell}", name=plain_line(model.name), cell=model.cell), lang)


def _model(model: GradedModel, lang: Lang) -> str:
    graded = text("Graded model: {name}, cell {cell}", name=plain_line(model.name), cell=model.cell)
    why = "; ".join(plain_line(reason) for reason in model.why)
    return render(graded, lang) + (f" ({why})" if why else "")


def _table(
    criteria: Sequence[CriterionResult], lang: Lang, width: int, console: Console, *, brief: bool
) -> Iterator[Line]:
    """One row of figures per criterion, aligned, and its reason below it; if `brief`, none for what is met."""
    head = (text("Measured"), text("Target"), text("Points"))
    rows = [tuple(render(title, lang) for title in head)]
    rows += [
        (measured_text(c.measured, c.target), plain_line(c.target) or "–", points_text(c.points, c.max_points))
        for c in criteria
    ]
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    room = max(12, width - 2 - sum(widths) - 2 * len(widths))
    first = text("Criterion (* needed to be accepted)")
    yield from _row("", render(first, lang), "dim", rows[0], widths, room, console)
    told: set[str] = set()
    for criterion, figures in zip(criteria, rows[1:], strict=True):
        title = plain_line(criterion.title) + (" *" if criterion.required else "")
        style = _STYLES[criterion.outcome]
        yield from _row(SYMBOLS[criterion.outcome], title, style, figures, widths, room, console)
        reason = _reason(criterion, lang)
        if brief and criterion.outcome is Outcome.PASS:
            continue
        if reason not in told:  # where nothing could be judged, one reason holds for all
            quiet = "dim" if criterion.outcome is Outcome.PASS else ""
            yield from _indented(reason, quiet, console, width, indent=2)
        told.add(reason)


def _row(
    symbol: str,
    title: str,
    style: str,
    figures: Sequence[str],
    widths: Sequence[int],
    room: int,
    console: Console,
) -> Iterator[Line]:
    first, *rest = Line(title, "bold" if symbol else style).wrap(console, room) or [Line()]
    line = Line.assemble((f"{symbol:<2}", style), first)
    line.append(" " * (room - first.cell_len))
    for figure, room_of_it in zip(figures, widths, strict=True):
        line.append("  " + " " * (room_of_it - cell_len(figure)) + figure, "" if symbol else style)
    yield line
    yield from (Line.assemble("  ", more) for more in rest)


def _reason(criterion: CriterionResult, lang: Lang) -> str:
    reason = plain_line(criterion.message)
    if criterion.outcome in (Outcome.UNVERIFIED, Outcome.SKIPPED):
        reason = f"{render(OUTCOMES[criterion.outcome], lang)}: {reason}"
    return reason if len(reason) <= _LONGEST else reason[: _LONGEST - 1] + "…"


def _replays(
    tasks: Sequence[TaskResult], titles: Mapping[str, str], lang: Lang, width: int, console: Console
) -> Iterator[Line]:
    """What came of repeating trainings: of one that makes the same model again in few words."""
    told = [(task, task.replay) for task in tasks if task.replay is not None]
    if told:
        yield Line()
    for task, replay in told:
        outcome, _ = REPLAYED[replay.outcome]
        agrees = text("The training, repeated in a clean box, makes the same model again.")
        said = render(agrees, lang) if replay.outcome == "agrees" else plain_line(replay.message)
        title = f"{titles[task.id]}: " if task.id in titles else ""
        style = "bold red" if replay.outcome == "differs" else "dim"
        first, *rest = _indented(title + said, style, console, width, indent=2)
        yield Line.assemble((f"{SYMBOLS[outcome]} ", style), first[2:])
        yield from rest


def _diagnoses(result: Result, titles: Mapping[str, str], lang: Lang, width: int, console: Console) -> Iterator[Line]:
    """The first of them in full, each fix once; `titles` name the tasks where there are several."""
    told = [each for each in advice(result) if each.first]
    if not told:
        return
    yield Line()
    yield Line.assemble(("── ", "dim"), (render(text("Diagnosis"), lang), "bold"))
    for each in told[:_DIAGNOSES]:
        yield from _diagnosis(each.diagnosis, titles, lang, width, console)
    if len(told) > _DIAGNOSES:
        more = text("and {n} more, in report.html", n=len(told) - _DIAGNOSES)
        yield Line(f"  {render(more, lang)}", "dim")


def _diagnosis(
    diagnosis: Diagnosis, titles: Mapping[str, str], lang: Lang, width: int, console: Console
) -> Iterator[Line]:
    fix = list(parts(diagnosis.fix))
    said = text(
        "{symptom} {cause} Fix: {fix}",
        symptom=plain_line(diagnosis.symptom),
        cause=plain_line(diagnosis.cause),
        fix=" ".join(part.text for part in fix if not part.code),
    )
    title = titles.get(diagnosis.task or "")
    about = f"{title}: " if title else ""
    first, *rest = _indented(about + render(said, lang), "", console, width, indent=2)
    yield Line.assemble("• ", first[2:])
    yield from rest
    for line in (line for part in fix if part.code for line in part.text.split("\n")):
        yield from _indented(line, "bold", console, width, indent=6)


def _files(folder: Path, lang: Lang) -> Iterator[Line]:
    written = [name for name in _FILES if (folder / name).exists()]
    shown = [plain_line(str(folder / name)) for name in written] or [plain_line(str(folder))]
    yield Line.assemble((render(text("Written to"), lang), "dim"), f" {' · '.join(shown)}")


def _indented(value: str, style: str, console: Console, width: int, *, indent: int) -> Iterator[Line]:
    for line in Line(value, style).wrap(console, max(20, width - indent)):
        line.rstrip()
        yield Line.assemble(" " * indent, line)


def _encodable(line: Line, console: Console) -> Line:
    """`line` in characters that the output's encoding has, one for one, so that styles stay where they are."""
    try:
        line.plain.encode(console.encoding)
    except UnicodeEncodeError:
        simpler = line.plain.translate(_SIMPLER)
        line.plain = simpler.encode(console.encoding, "replace").decode(console.encoding)
    return line

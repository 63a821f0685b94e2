"""The annotated notebook as one page: cells on the left, what is said of them on the right."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from markupsafe import Markup
from nbformat import NotebookNode

from grader.execution.plain import plain_text
from grader.i18n import Lang, render
from grader.intake import Notebook
from grader.report.annotated.notes import Note, notes, unplaced
from grader.report.annotated.student import StudentCells
from grader.report.environment import environment
from grader.report.numbers import points_text
from grader.report.phrases import phrases
from grader.report.rows import row
from grader.report.verdict import verdict
from grader.result import Result

__all__ = ["annotated_page"]

_LONGEST: Final = 20_000  # characters of one output


@dataclass(frozen=True)
class Output:
    """One output: text as it was printed, or a picture as a data URI."""

    kind: Literal["text", "stderr", "error", "picture"]
    content: str


@dataclass(frozen=True)
class ShownCell:
    """One of the notebook's cells. `number`: from 1."""

    number: int
    code: bool
    html: Markup
    outputs: list[Output]
    note: Note


def annotated_page(
    notebook: Notebook, outputs: Mapping[int, list[NotebookNode]], result: Result, lang: Lang, *, report: str
) -> str:
    """`annotated.html`; see `annotated_notebook`. `report`: address of the report it leads back to."""
    numbers = [cell.index + 1 for cell in notebook.cells]
    tasks, diagnoses = unplaced(result, numbers)
    said = verdict(result)
    return (
        environment(lang)
        .get_template("annotated.html.j2")
        .render(
            lang=lang,
            say=phrases(lang),
            result=result,
            report=report,
            annotated="",
            verdict=said,
            word=render(said.word, lang),
            reason=render(said.reason, lang) if said.reason is not None else None,
            score=points_text(result.score, result.max_score) if result.score is not None else None,
            cells=list(_cells(notebook, outputs, notes(result, numbers))),
            tasks=tasks,
            diagnoses=diagnoses,
            row=lambda criterion: row(criterion, lang),
            points=points_text,
        )
    )


def _cells(
    notebook: Notebook, outputs: Mapping[int, list[NotebookNode]], found: Mapping[int, Note]
) -> Iterator[ShownCell]:
    student = StudentCells()
    for cell in notebook.cells:
        code = cell.kind == "code"
        html = student.code(cell.source) if code else student.markdown(cell.source)
        shown = [part for output in outputs.get(cell.index, []) for part in _output(output)]
        yield ShownCell(cell.index + 1, code, html, shown, found[cell.index + 1])


def _output(output: NotebookNode) -> Iterator[Output]:
    """The richest form of an output that cannot run anything."""
    if output.output_type == "stream":
        yield Output("stderr" if output.name == "stderr" else "text", plain_text(output.text, _LONGEST))
    elif output.output_type == "error":
        traceback = "\n".join(output.traceback) or f"{output.ename}: {output.evalue}"
        yield Output("error", plain_text(traceback, _LONGEST))
    else:
        pictures = [kind for kind in ("image/png", "image/jpeg") if kind in output.data]
        if pictures:
            content = "".join(output.data[pictures[0]].split())
            yield Output("picture", Markup("data:{};base64,{}").format(pictures[0], content))
        elif output.data.get("text/plain"):
            yield Output("text", plain_text(output.data["text/plain"], _LONGEST))

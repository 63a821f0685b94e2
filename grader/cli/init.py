"""`grader init`: a new assignment, complete and small, to be made one's own."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

import click

from grader.cli.console import console
from grader.cli.languages import language_option
from grader.i18n import Lang, Text, render, text

if TYPE_CHECKING:
    from rich.table import Table

    from grader.assignment.new import NewAssignment

__all__ = ["command"]

Line: TypeAlias = tuple[str, Text]


@click.command("init")
@click.argument("name")
@language_option
def command(name: str, lang: Lang) -> int:
    """Lay out a new assignment called NAME: rubric, students' notebook, reference, and variants to test it with.

    It goes into the folder that GRADER_ASSIGNMENTS_DIR names, else into that of the checkout. Nothing is overwritten.

    Exit codes: 0 laid out, 2 a name that cannot be or is taken, or no folder to write to.
    """
    from rich.markup import escape

    from grader.assignment.new import lay_out

    new, out = lay_out(name), console()
    for folder, lines in ((new.folder, _rubric(new)), (new.reference, _reference(new))):
        out.print(f"[bold]{escape(str(folder))}[/]", soft_wrap=True)
        out.print(_grid(lines, lang))
    next_steps = text("What to do next")
    out.print(f"[bold]{render(next_steps, lang)}[/]")
    out.print(_grid(_next_steps(name, new), lang))
    return 0


def _rubric(new: "NewAssignment") -> Iterator[Line]:
    yield "assignment.yaml", text("the rubric: tasks, criteria, points and bounds")
    yield _notebook("starter", new), text("what students start from")


def _reference(new: "NewAssignment") -> Iterator[Line]:
    yield _notebook("notebook", new), text("a good answer")
    yield "mutants/", text("known mistakes, as changes of it: they must be refused")
    yield "styles/", text("honest work in other forms: it must be accepted")


def _next_steps(name: str, new: "NewAssignment") -> Iterator[Line]:
    yield f"grader check-rubric {name}", text("refuses every mistake and accepts every style, already now")
    if new.built:
        yield "python -m reference.build", text("builds the notebooks, after each change of their .py files")
    yield f"grader reference {name} --seeds 5", text("what the reference reaches, to set bounds by")
    yield "docs/writing-an-assignment.md", text("from here to a calibrated rubric, step by step")


def _notebook(name: str, new: "NewAssignment") -> str:
    return f"{name}.py, {name}.ipynb" if new.built else f"{name}.ipynb"


def _grid(lines: Iterator[Line], lang: Lang) -> "Table":
    from rich.table import Table

    grid = Table.grid(padding=(0, 2))
    for what, about in lines:
        grid.add_row("", what, render(about, lang))
    return grid

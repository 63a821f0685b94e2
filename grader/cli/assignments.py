"""`grader assignments`: what can be graded, and by what."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import click

from grader.cli.console import console
from grader.cli.languages import language_option
from grader.errors import InvalidAssignment
from grader.i18n import Lang, Text, render, text

if TYPE_CHECKING:
    from rich.console import RenderableType

    from grader.assignment import Assignment, Bounds, CriterionSpec, Task

__all__ = ["command"]

_BOUNDS: Final = 46  # columns, so that the tables of all tasks stand in line

Facts: TypeAlias = "list[tuple[Text, str]]"


@click.command("assignments")
@click.argument("name", required=False)
@language_option
def command(name: str | None, lang: Lang) -> int:
    """List the assignments, or describe the one called NAME in full.

    Exit codes: 0 all is well, 2 there is none of that name, or one with mistakes.
    """
    if name is None:
        return _list(lang)
    from grader.assignment import find_assignment
    from grader.criteria import kinds

    _describe(find_assignment(name, kinds()), lang)
    return 0


def _list(lang: Lang) -> int:
    from rich.table import Table

    from grader.assignment import available, find_assignment
    from grader.criteria import kinds

    table, broken = Table(box=None), []
    for head in (text("Name"), text("Title")):
        table.add_column(render(head, lang), overflow="fold")
    table.add_column(render(text("Points"), lang), justify="right")
    table.add_column(render(text("Tasks"), lang))
    for name in available():
        try:
            assignment = find_assignment(name, kinds())
        except InvalidAssignment as error:
            broken.append(error)
            continue
        tasks = ", ".join(task.id for task in assignment.tasks)
        table.add_row(name, assignment.title.get(lang), f"{assignment.max_score:g}", tasks)
    console().print(table)
    for mistaken in broken:
        click.echo(mistaken.explain(lang), err=True)
    return InvalidAssignment.exit_code if broken else 0


def _describe(assignment: "Assignment", lang: Lang) -> None:
    from rich.markup import escape

    out = console()
    out.print(f"[bold]{escape(assignment.title.get(lang))}[/]")
    out.print(escape(assignment.description.get(lang)))
    out.print(_facts(_about(assignment), lang))
    for task in assignment.tasks:
        out.print()
        out.print(f"[bold]── {escape(task.title.get(lang))}[/]")
        out.print(_facts(_about_task(task), lang))
        out.print(_criteria(task, lang))


def _about(assignment: "Assignment") -> Facts:
    return [
        (text("Name"), f"{assignment.name} v{assignment.version}"),
        (text("Points"), f"{assignment.max_score:g}"),
        (text("Data"), ", ".join(assignment.datasets)),
        (text("Limits"), _pairs({name: _limit(name, value) for name, value in assignment.limits.given().items()})),
        (text("Recognised by"), ", ".join(assignment.keywords)),
    ]


def _about_task(task: "Task") -> Facts:
    return [
        (text("Name"), task.id),
        (text("Points"), f"{task.max_score:g}"),
        (text("Model"), task.declared_name),
        (text("Headings"), ", ".join(task.headings)),
        (text("Measured"), _pairs(task.measure.model_dump(exclude_none=True))),
    ]


def _facts(facts: Facts, lang: Lang) -> "RenderableType":
    from rich.markup import escape
    from rich.table import Table

    grid = Table.grid(padding=(0, 2))
    for name, value in facts:
        if value:
            grid.add_row(f"[dim]{render(name, lang)}[/]", escape(value))
    return grid


def _criteria(task: "Task", lang: Lang) -> "RenderableType":
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0), expand=True)
    table.add_column(render(text("Criterion (* needed to be accepted)"), lang), ratio=1)
    table.add_column(render(text("Points"), lang), justify="right")
    table.add_column(render(text("Bound"), lang), min_width=_BOUNDS)
    for criterion in task.criteria:
        needed = " *" if criterion.id in task.acceptance else ""
        title = f"{escape(criterion.title.get(lang))}{needed}"
        about = escape(_pairs({"id": criterion.id, **criterion.params}))
        bounds = "\n".join(render(bound, lang) for bound in _bounds(criterion))
        table.add_row(f"{title}\n[dim]{about}[/]", f"{criterion.points:g}", bounds)
    return table


def _bounds(criterion: "CriterionSpec") -> Iterator[Text]:
    """What full points need, and where partial credit starts; for each dataset on its own where they differ."""
    if criterion.bounds is not None:
        yield _bound(criterion.bounds)
    for dataset, bounds in criterion.bounds_for.items():
        yield Text("{dataset}: {bound}", {"dataset": dataset, "bound": _bound(bounds)})


def _bound(bounds: "Bounds") -> Text:
    if bounds.from_ is None:
        return Text(bounds.describe())
    return text("{bound}, partial from {start:g}", bound=bounds.describe(), start=bounds.from_)


def _limit(name: str, value: float) -> str:
    if name in ("wall", "cell", "cpu"):
        return f"{value:g} s"
    return f"{value:g}" if name == "processes" else f"{value / 2**20:g} MiB"


def _pairs(values: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in values.items())

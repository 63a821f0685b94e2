"""`grader replay`: the trainings of what was graded, repeated."""

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from grader.cli.console import console
from grader.cli.isolation import isolation_option
from grader.cli.languages import language_option
from grader.i18n import Lang, render, text

if TYPE_CHECKING:
    from rich.table import Table

    from grader.result import TaskResult

__all__ = ["command"]


@click.command("replay")
@click.argument("result", type=click.Path(path_type=Path, exists=True))
@click.option("-a", "--assignment", help="Name or folder of the assignment; else the one that the result names.")
@click.option("--fresh", is_flag=True, help="Repeat again what was repeated before.")
@isolation_option
@language_option
def command(result: Path, assignment: str | None, fresh: bool, isolation: str, lang: Lang) -> int:
    """Repeat the trainings behind RESULT, a submission's folder or its result.json, in a clean box.

    The notebook is not run: each graded model is built anew from what was recorded, trained on the images that were
    recognised, and measured beside the one that was graded. The result and its report say then what came of it.

    Exit codes: 0 all that could be repeated agrees, 1 some training makes another model, 2 usage, 3 the grader itself
    failed, 130 interrupted.
    """
    from grader.grading.grade import repeat
    from grader.grading.options import Options
    from grader.outcome import Status
    from grader.replay import When
    from grader.sandbox import Isolation

    folder = result if result.is_dir() else result.parent
    with console().status("…") as status:
        options = Options(
            folder.resolve().parent,
            lang,
            cast(Isolation, isolation),
            fresh=fresh,
            replay=When.parse("always"),
            progress=lambda message: status.update(render(message, lang)),
        )
        found = repeat(folder, assignment, options)
    if found.status is Status.GRADER_ERROR:
        click.echo(found.message, err=True)
        return 3
    for task in found.tasks:
        _show(task, lang)
    return int(any(task.replay is not None and task.replay.outcome == "differs" for task in found.tasks))


def _show(task: "TaskResult", lang: Lang) -> None:
    replay = task.replay
    if replay is None:
        message = render(text("No model was measured, so there is no training to repeat."), lang)
        console().print(f"{task.title}: {message}", markup=False)
        return
    style = {"agrees": "green", "differs": "bold red", "impossible": "yellow"}[replay.outcome]
    console().print(f"{task.title}: {replay.message}", style=style, markup=False)
    if replay.figures:
        console().print(_table(task, lang))


def _table(task: "TaskResult", lang: Lang) -> "Table":
    from rich.table import Table

    from grader.report.replay_rows import HEADS, replay_rows

    assert task.replay is not None
    table = Table()
    for place, head in enumerate(HEADS):
        table.add_column(render(head, lang), justify="left" if place == 0 else "right")
    for row in replay_rows(task.replay, lang):
        table.add_row(*row.cells)
    return table

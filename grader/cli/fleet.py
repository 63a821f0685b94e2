"""What commands that grade many notebooks of ours share."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from grader.errors import GraderFault
from grader.i18n import Lang, render, text
from grader.outcome import Status

if TYPE_CHECKING:
    from grader.fleet import Fleet, Job
    from grader.result import Result

__all__ = ["fleet_options", "grade_with_bar"]

Command = TypeVar("Command", bound=Callable[..., Any])


def fleet_options(command: Command) -> Command:
    """The options `--jobs`, `--out` and `--fresh`."""
    command = click.option("--fresh", is_flag=True, help="Run again what was already run.")(command)
    command = click.option("-o", "--out", type=click.Path(path_type=Path), help="Folder for the runs.")(command)
    jobs = click.option("-j", "--jobs", type=click.IntRange(1), default=1, show_default=True, help="Runs at a time.")
    return jobs(command)


def grade_with_bar(
    jobs: "Sequence[Job]", fleet: "Fleet", *, workers: int, fresh: bool, lang: Lang
) -> "dict[str, Result]":
    """Grade all, with a bar on stderr, and return the results by the jobs' names, in their order.

    Raises:
        OutputInUse: another run is at work in the same folder.
        GraderFault: the grader failed on some; they are named, and all others are kept for the next time.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from grader.fleet import grade_all, locked

    columns = BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}")
    found: dict[str, Result] = {}
    failed: list[str] = []
    with locked(fleet.out), Progress(*columns, console=Console(stderr=True)) as bar:
        line = bar.add_task(render(text("runs"), lang), total=len(jobs))
        for job, result in grade_all(jobs, fleet, workers=workers, fresh=fresh):
            bar.update(line, advance=1, description=job.name)
            if result is None or result.status is Status.GRADER_ERROR:
                failed.append(f"{job.name}: {result.message if result else render(text('no result'), lang)}")
            else:
                found[job.name] = result
    if failed:
        raise GraderFault(
            text(
                "The grader failed on {n} of {all} runs.\n{which}",
                n=len(failed),
                all=len(jobs),
                which="\n".join(failed),
            ),
            text("The other runs are kept; the same command repeats only these."),
        )
    return {job.name: found[job.name] for job in jobs}

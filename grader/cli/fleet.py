"""What commands that grade many notebooks of ours share."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from grader.errors import GraderFault
from grader.i18n import Lang, render, text

if TYPE_CHECKING:
    from grader.fleet import Job
    from grader.replay import When
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
    notebooks: Mapping[str, bytes],
    assignment: str,
    out: Path,
    *,
    workers: int,
    fresh: bool,
    lang: Lang,
    replay: "When | None" = None,
) -> "dict[str, Result]":
    """Grade all, with a bar on stderr, and return the results by name, in the order given.

    Args:
        notebooks: the bytes of .ipynb files, by names that are fit for a file.
        replay: whose training is repeated; None for nobody's.
        out: folder in which each has `<name>.ipynb` and its own folder `<name>/` with result and evidence.

    Raises:
        OutputInUse: another run is at work in the same folder.
        GraderFault: the grader failed on some; they are named, and all others are kept for the next time.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from grader.fleet import Finished, locked, run_jobs
    from grader.grading.options import Options
    from grader.replay import When

    columns = BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}")
    options = Options(out, lang, fresh=fresh, replay=replay or When.parse("never"))
    found: dict[str, Result] = {}
    with locked(out), Progress(*columns, console=Console(stderr=True)) as bar:
        jobs = [_job(name, content, assignment, out) for name, content in notebooks.items()]
        line = bar.add_task(render(text("runs"), lang), total=len(jobs))
        for event in run_jobs(jobs, options, workers=workers):
            if isinstance(event, Finished):
                bar.update(line, advance=1, description=event.job.name)
                found[event.job.name] = event.result
    failed = [f"{name}: {result.message}" for name, result in found.items() if result.score is None]
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
    return {name: found[name] for name in notebooks}


def _job(name: str, content: bytes, assignment: str, out: Path) -> "Job":
    from grader.fleet import Job
    from grader.submissions import Submission

    path = out / f"{name}.ipynb"
    path.write_bytes(content)
    return Job(Submission(name, None, None, path, path.name), assignment, out / name)

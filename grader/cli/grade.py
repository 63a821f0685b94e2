"""`grade`: from notebooks to results and reports."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from grader.cli.durations import Duration
from grader.cli.isolation import isolation_option
from grader.cli.languages import default_language
from grader.cli.replays import ReplayWhen
from grader.cli.signals import stop_as_interrupted
from grader.errors import GradingError
from grader.i18n import LANGUAGES, Lang, render

if TYPE_CHECKING:
    from grader.cli.batch import Batch
    from grader.replay import When
    from grader.submissions import Submission

__all__ = ["main"]


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("submissions", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-a", "--assignment", help="Name or folder of the assignment; else told from the notebook itself.")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    default=Path("grades"),
    show_default=True,
    help="Folder for results.",
)
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language of the report.  [default: es]")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@isolation_option
@click.option("--time-limit", type=Duration(), help="For running the notebook, such as 15m; else the assignment's.")
@click.option("--epoch-cap", type=click.IntRange(1), metavar="N", help="Cut trainings to N epochs; the result says so.")
@click.option(
    "--kernel-env", type=click.Choice(["default", "legacy"]), default="default", show_default=True,
    help="'legacy' runs notebooks for Keras 2: keras and tensorflow.keras are tf_keras.",
)  # fmt: skip
@click.option("--seed", type=int, help="Of the grader's own random choices; else its probes are drawn afresh.")
@click.option(
    "--replay", type=ReplayWhen(), default="suspect", show_default=True, metavar="WHEN",
    help="Repeat trainings in a clean box: always, suspect, sample:5% (and suspect) or never.",
)  # fmt: skip
@click.option("-j", "--jobs", type=click.IntRange(1), default=1, show_default=True, help="Submissions at a time.")
@click.option("--cluster", metavar="ADDRESS", help="Dask scheduler, or its file, whose workers grade instead.")
@click.option("--fresh", is_flag=True, help="Grade again what was graded before.")
@click.option("--fail-under", type=click.FloatRange(0, 100), help="Exit 1 if any score is below this percentage.")
def command(
    submissions: tuple[Path, ...],
    assignment: str | None,
    out: Path,
    lang: str | None,
    form: str,
    isolation: str,
    time_limit: float | None,
    epoch_cap: int | None,
    kernel_env: str,
    seed: int | None,
    replay: "When",
    fail_under: float | None,
    jobs: int,
    cluster: str | None,
    fresh: bool,
) -> int:
    """Grade SUBMISSIONS: notebooks, or classes as a folder or a zip.

    A class is a folder of notebooks or of one folder per student, nbgrader's `submitted`, or a download of Moodle or
    Canvas. What was graded before and has not changed is not graded again; interrupted, the same command goes on.

    Exit codes: 0 graded, 1 below --fail-under, 2 usage, 3 the grader itself failed, 130 interrupted.
    """
    from grader.cli.batch import grade_batch
    from grader.execution.setup import KernelEnv, Setup
    from grader.grading.options import Options
    from grader.sandbox import Isolation

    language = cast(Lang, lang) if lang else default_language()
    with _explained(language):
        handed_in = _collected(submissions, assignment, out, language)
        options = Options(out, language, cast(Isolation, isolation), time_limit, fresh=fresh, replay=replay)
        options = replace(options, setup=Setup(epoch_cap, cast(KernelEnv, kernel_env)))
        if seed is not None:
            options = replace(options, seed=seed, private=seed)
        batch = grade_batch(handed_in, assignment, options, workers=jobs, cluster=cluster)
    if len(handed_in) == 1 and batch.refused:
        click.echo(next(iter(batch.results.values())).message, err=True)
        return 2
    _show(batch, form, out, language)
    return _exit_code(batch, fail_under)


def main(arguments: Sequence[str] | None = None) -> None:
    """Entry point of the command; ends the process with the exit code."""
    stop_as_interrupted()
    try:
        sys.exit(command.main(arguments, prog_name="grade", standalone_mode=False))
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted.", err=True)
        sys.exit(130)


def _collected(paths: Sequence[Path], assignment: str | None, out: Path, lang: Lang) -> "Sequence[Submission]":
    from grader.grading.out import prepare
    from grader.submissions import collect

    prepare(out)
    collected = collect(paths, out, assignment)
    for message in collected.passed_over:
        click.echo(render(message, lang), err=True)
    return collected.submissions


def _show(batch: "Batch", form: str, out: Path, lang: Lang) -> None:
    from grader.cli.standings import print_standings
    from grader.report.class_report import ClassRow, write_class_report
    from grader.report.terminal import render_terminal

    results = batch.results
    if len(results) > 1:
        write_class_report([ClassRow(result, out / name) for name, result in results.items()], out, lang)
    if form == "json":
        documents = [result.to_json() for result in results.values()]
        click.echo(documents[0] if len(documents) == 1 else "[" + ",\n".join(documents) + "]")
    elif len(results) == 1:
        ((name, result),) = results.items()
        render_terminal(result, lang, console=_console(), folder=out / name)
    else:
        print_standings(results, lang, console=_console())


def _exit_code(batch: "Batch", fail_under: float | None) -> int:
    without = {name for name, result in batch.results.items() if result.score is None}
    if batch.interrupted:
        return 130
    if without:
        return 2 if without <= batch.refused else 3
    below = any(100 * (r.score or 0) / r.max_score < (fail_under or 0) for r in batch.results.values() if r.max_score)
    return 1 if below else 0


@contextmanager
def _explained(lang: Lang) -> Iterator[None]:
    """Errors of ours on stderr, in the reader's language, with their exit code; anything else is a defect."""
    try:
        yield
    except GradingError as error:
        click.echo(error.explain(lang), err=True)
        sys.exit(error.exit_code)


def _console() -> Any:
    from rich.console import Console

    return Console() if sys.stdout.isatty() else Console(width=100)

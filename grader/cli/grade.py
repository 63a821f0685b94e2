"""`grade`: from notebooks to results and reports."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import click

from grader.cli.durations import Duration
from grader.cli.isolation import isolation_option
from grader.cli.languages import default_language
from grader.cli.signals import stop_as_interrupted
from grader.errors import GradingError, MissingPath
from grader.i18n import LANGUAGES, Lang, text

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
    fail_under: float | None,
) -> int:
    """Grade SUBMISSIONS: notebooks, or folders of notebooks.

    Exit codes: 0 graded, 1 below --fail-under, 2 usage, 3 the grader itself failed, 130 interrupted.
    """
    from grader.execution.setup import KernelEnv, Setup
    from grader.grading.options import Options
    from grader.sandbox import Isolation

    language = cast(Lang, lang) if lang else default_language()
    with _explained(language):
        notebooks = list(_notebooks(submissions))
        with _status(language) as progress:
            options = Options(out, language, cast(Isolation, isolation), time_limit, progress=progress)
            options = replace(options, setup=Setup(epoch_cap, cast(KernelEnv, kernel_env)))
            if seed is not None:
                options = replace(options, seed=seed, private=seed)
            results = _grade_all(notebooks, assignment, options, form)
    if any(result.score is None for result in results):
        return 3
    if fail_under is not None and any(100 * (r.score or 0) / r.max_score < fail_under for r in results):
        return 1
    return 0


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


def _grade_all(notebooks: Sequence[Path], assignment: str | None, options: Any, form: str) -> list[Any]:
    from grader.grading.grade import grade
    from grader.grading.out import folder_for, prepare
    from grader.report.class_report import ClassRow, write_class_report
    from grader.report.terminal import render_terminal

    console = _console()
    prepare(options.out)
    results = []
    for notebook in notebooks:
        folder = folder_for(notebook, notebooks, options.out)
        result = grade(notebook, assignment, folder, options)
        results.append(result)
        if form == "text":
            render_terminal(result, options.lang, console=console, folder=folder)
    if len(results) > 1:
        folders = [folder_for(notebook, notebooks, options.out) for notebook in notebooks]
        write_class_report([ClassRow(*pair) for pair in zip(results, folders, strict=True)], options.out, options.lang)
    if form == "json":
        documents = [result.to_json() for result in results]
        click.echo(documents[0] if len(documents) == 1 else "[" + ",\n".join(documents) + "]")
    return results


def _notebooks(submissions: Sequence[Path]) -> Iterator[Path]:
    for path in submissions:
        if path.is_dir():
            found = sorted(p for p in path.rglob("*.ipynb") if ".ipynb_checkpoints" not in p.parts)
            if not found:
                raise MissingPath(
                    text("{path} is a folder without notebooks.", path=str(path)),
                    text("Give a .ipynb file, or a folder that holds some."),
                )
            yield from found
        elif path.exists():
            yield path
        else:
            raise MissingPath(
                text("There is no file or folder {path}.", path=str(path)),
                text("Check the path; the command expects a notebook (.ipynb) or a folder of them."),
            )


@contextmanager
def _explained(lang: Lang) -> Iterator[None]:
    """Errors of ours on stderr, in the reader's language, with their exit code; anything else is a defect."""
    try:
        yield
    except GradingError as error:
        click.echo(error.explain(lang), err=True)
        sys.exit(error.exit_code)


@contextmanager
def _status(lang: Lang) -> Iterator[Any]:
    from rich.console import Console
    from rich.markup import escape

    from grader.i18n import render

    with Console(stderr=True).status("") as status:
        yield lambda message: status.update(escape(render(message, lang)))


def _console() -> Any:
    from rich.console import Console

    return Console() if sys.stdout.isatty() else Console(width=100)

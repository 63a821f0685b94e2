"""`grader hook`: what an LMS's autograder calls."""

from pathlib import Path
from typing import Any

import click

from grader.cli.durations import Duration
from grader.cli.isolation import isolation_option
from grader.cli.languages import language_option
from grader.i18n import Lang

__all__ = ["command"]

_PLATFORMS = ("gradescope", "prairielearn", "classroom50")


@click.command("hook")
@click.option(
    "--submission",
    required=True,
    type=click.Path(path_type=Path, exists=True),
    help="A notebook, or a folder with one.",
)
@click.option(
    "--results", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder for the answer."
)
@click.option("-a", "--assignment", required=True, help="Name or folder of the assignment.")
@click.option("--for", "platform", type=click.Choice(_PLATFORMS), help="Also write this platform's own file.")
@click.option("--deadline", type=Duration(), help="What the platform allows in all, such as 20m; less is taken.")
@isolation_option
@language_option
def command(submission: Path, results: Path, lang: Lang, platform: str | None, **options: Any) -> int:
    """Grade one submission and leave an answer in the folder of results, whatever happens.

    There are `grade/<name>/result.json` and its reports, and with --for the platform's file, which exists from the
    first second on.

    Exit codes: 0 graded, whatever the score; 2 usage; 3 the grader itself failed (never a score); 130 interrupted.
    """
    from grader.lms.hook import Hook, run_hook
    from grader.lms.hooks import PLATFORMS

    results.mkdir(parents=True, exist_ok=True)
    result = run_hook(submission, results, Hook(lang=lang, **options), PLATFORMS[platform] if platform else None)
    return 3 if result.score is None else 0

"""`grader`: what is there beside grading."""

import json
import sys
from typing import Any, cast

import click

from grader.cli.languages import default_language
from grader.errors import GradingError
from grader.i18n import LANGUAGES, Lang

__all__ = ["main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Look at assignments and formats. To grade, use the command `grade`."""


@command.command()
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language of the titles.  [default: es]")
def assignments(lang: str | None) -> None:
    """List the assignments, their tasks, criteria and points."""
    from rich.console import Console
    from rich.table import Table

    from grader.assignment import available, find_assignment

    language = cast(Lang, lang) if lang else default_language()
    console = Console()
    for name in available():
        assignment = find_assignment(name)
        table = Table("id", "", "", title=f"{name}: {assignment.title.get(language)}", title_justify="left")
        for task in assignment.tasks:
            table.add_row(task.id, task.title.get(language), f"{task.max_score:g}", style="bold")
            for criterion in task.criteria:
                bound = criterion.bounds.describe() if criterion.bounds else ""
                table.add_row(f"  {criterion.id}", f"{criterion.title.get(language)} {bound}", f"{criterion.points:g}")
        console.print(table)


@command.command()
@click.argument("kind", type=click.Choice(["assignment", "result"]))
def schema(kind: str) -> None:
    """Print the JSON Schema of assignment.yaml or of result.json."""
    click.echo(json.dumps(_schema(kind), indent=2, ensure_ascii=False))


def main() -> None:
    """Entry point of the command."""
    try:
        sys.exit(command.main(prog_name="grader", standalone_mode=False))
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except GradingError as error:
        click.echo(error.explain(default_language()), err=True)
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)


def _schema(kind: str) -> dict[str, Any]:
    if kind == "assignment":
        from grader.assignment import json_schema

        return json_schema()
    from grader.result import Result

    return Result.model_json_schema(by_alias=True)

"""`grader check-rubric`: whether the rubric stops what is wrong and accepts what is honest."""

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

import click

from grader.cli.console import console
from grader.cli.fleet import fleet_options, grade_with_bar
from grader.cli.languages import language_option
from grader.errors import UsageError
from grader.i18n import Lang, render, text

__all__ = ["command"]

V = TypeVar("V")


@click.command("check-rubric")
@click.argument("assignment")
@click.option("--only", multiple=True, metavar="ID", help="Run this variant; may be given again.  [default: all]")
@fleet_options
@language_option
def command(assignment: str, only: tuple[str, ...], jobs: int, out: Path | None, fresh: bool, lang: Lang) -> int:
    """Grade variants of the reference of ASSIGNMENT: known-wrong ones must be stopped, honest ones accepted.

    Writes kill-matrix.json and kill-matrix.svg into the folder of the runs. What was run already is not run again.

    Exit codes: 0 as it should be, 1 a wrong variant survived or an honest one was refused, 2 usage, 3 the grader itself
    failed, 130 interrupted.
    """
    from grader.assignment import find_assignment
    from grader.calibration import reference_notebook
    from grader.calibration.notebook import as_bytes
    from grader.criteria import kinds
    from grader.mutants import kill_matrix, load_variants, patched
    from grader.mutants.figure import draw_matrix
    from grader.mutants.scores import diagnosis_table
    from grader.mutants.table import key, tables

    rubric = find_assignment(assignment, kinds())
    notebook, tasks = reference_notebook(rubric.name), [task.id for task in rubric.tasks]
    variants = _chosen(load_variants(rubric), only)
    folder = out or Path("build/check-rubric") / rubric.name
    runs = {name: as_bytes(patched(notebook, name, one, tasks)) for name, one in variants.items()}
    results = grade_with_bar(runs, assignment, folder, workers=jobs, fresh=fresh, lang=lang)
    matrix = kill_matrix(rubric, variants, results)
    (folder / "kill-matrix.json").write_text(matrix.to_json() + "\n", encoding="utf-8")
    (folder / "kill-matrix.svg").write_text(draw_matrix(matrix, lang), encoding="utf-8")
    for table in tables(matrix, lang):
        console().print(table)
    console().print(key(lang))
    console().print(diagnosis_table(matrix, lang))
    message = text("{n} variants, {bad} of them not as they should be.", n=len(variants), bad=len(matrix.faults))
    console().print(render(message, lang), style="bold red" if matrix.faults else "green")
    return 1 if matrix.faults else 0


def _chosen(variants: Mapping[str, V], only: tuple[str, ...]) -> dict[str, V]:
    unknown = [name for name in only if name not in variants]
    if unknown:
        raise UsageError(
            text("There is no variant {name}.", name=unknown[0]),
            text("Available: {names}.", names=", ".join(variants)),
        )
    return {name: one for name, one in variants.items() if not only or name in only}

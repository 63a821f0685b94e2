"""`grader check-rubric`: whether the rubric stops what is wrong and accepts what is honest."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import click

from grader.cli.console import console
from grader.cli.fleet import fleet_options, grade_with_bar
from grader.cli.languages import language_option
from grader.errors import GradingError, UsageError
from grader.i18n import Lang, render, text

if TYPE_CHECKING:
    from grader.mutants import KillMatrix

__all__ = ["command"]

V = TypeVar("V")

_RUNS: Final = Path("build/check-rubric")


@dataclass(frozen=True)
class _Options:
    """What the command line says; `out` is the folder of one assignment's runs."""

    only: tuple[str, ...]
    jobs: int
    out: Path | None
    fresh: bool
    keep: bool
    lang: Lang


@click.command("check-rubric")
@click.argument("assignment", required=False)
@click.option("--all", "every", is_flag=True, help="Check every assignment that has a reference.")
@click.option("--only", multiple=True, metavar="ID", help="Run this variant; may be given again.  [default: all]")
@click.option("--keep", is_flag=True, help="Leave kill-matrix.json beside the assignment too.")
@fleet_options
@language_option
def command(
    assignment: str | None,
    every: bool,
    only: tuple[str, ...],
    keep: bool,
    jobs: int,
    out: Path | None,
    fresh: bool,
    lang: Lang,
) -> int:
    """Grade variants of the reference of ASSIGNMENT: known-wrong ones must be stopped, honest ones accepted.

    Writes kill-matrix.json and kill-matrix.svg into the folder of the runs, in which --all gives each assignment a
    folder of its own. What was run already is not run again.

    Exit codes: 0 as it should be, 1 a wrong variant survived or an honest one was refused, 2 usage, 3 the grader itself
    failed, 130 interrupted; with --all the largest.
    """
    if keep and only:
        raise UsageError(text("--keep is for a whole matrix: leave out --only."))
    options = _Options(only, jobs, out, fresh, keep, lang)
    if every and assignment is None and not only:
        return _check_all(options)
    if every or assignment is None:
        raise UsageError(text("Name one assignment, or give --all and no --only."))
    return _exit_code(_check(assignment, options))


def _check_all(options: _Options) -> int:
    """Check one after another; one that cannot be checked is told at once, and the others go on."""
    from grader.assignment import available
    from grader.calibration import has_reference
    from grader.mutants.table import summary

    found: dict[str, KillMatrix | GradingError] = {}
    for name in filter(has_reference, available()):
        console().rule(name)
        try:
            found[name] = _check(name, replace(options, out=(options.out or _RUNS) / name))
        except GradingError as error:
            click.echo(error.explain(options.lang), err=True)
            found[name] = error
    console().rule()
    console().print(summary(found, options.lang))
    return max((_exit_code(one) for one in found.values()), default=0)


def _exit_code(found: "KillMatrix | GradingError") -> int:
    if isinstance(found, GradingError):
        return found.exit_code
    return 1 if found.faults else 0


def _check(assignment: str, options: _Options) -> "KillMatrix":
    from grader.assignment import assignment_folder, find_assignment
    from grader.calibration import reference_notebook
    from grader.calibration.notebook import as_bytes
    from grader.criteria import kinds
    from grader.mutants import kill_matrix, load_variants, patched
    from grader.mutants.figure import draw_matrix

    rubric, place = find_assignment(assignment, kinds()), assignment_folder(assignment)
    notebook, tasks = reference_notebook(rubric.name, place), [task.id for task in rubric.tasks]
    variants = _chosen(load_variants(rubric, place), options.only)
    out = options.out or _RUNS / rubric.name
    runs = {name: as_bytes(patched(notebook, name, one, tasks)) for name, one in variants.items()}
    results = grade_with_bar(runs, assignment, out, workers=options.jobs, fresh=options.fresh, lang=options.lang)
    matrix = kill_matrix(rubric, variants, results)
    for folder in [out, assignment_folder(assignment)] if options.keep else [out]:
        (folder / "kill-matrix.json").write_text(matrix.to_json() + "\n", encoding="utf-8")
    (out / "kill-matrix.svg").write_text(draw_matrix(matrix, options.lang), encoding="utf-8")
    _show(matrix, options.lang)
    where = text("The report of each is in its folder below {folder}, kill-matrix.svg beside them.", folder=str(out))
    console().print(render(where, options.lang), markup=False, soft_wrap=True)
    return matrix


def _show(matrix: "KillMatrix", lang: Lang) -> None:
    from grader.mutants.scores import diagnosis_table
    from grader.mutants.table import key, tables

    for table in tables(matrix, lang):
        console().print(table)
    console().print(key(lang))
    console().print(diagnosis_table(matrix, lang))
    message = text("{n} variants, {bad} of them not as they should be.", n=len(matrix.variants), bad=len(matrix.faults))
    console().print(render(message, lang), style="bold red" if matrix.faults else "green")


def _chosen(variants: Mapping[str, V], only: tuple[str, ...]) -> dict[str, V]:
    unknown = [name for name in only if name not in variants]
    if unknown:
        raise UsageError(
            text("There is no variant {name}.", name=unknown[0]),
            text("Available: {names}.", names=", ".join(variants)),
        )
    return {name: one for name, one in variants.items() if not only or name in only}

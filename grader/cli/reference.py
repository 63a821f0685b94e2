"""`grader reference`: what the reference reaches, beside the bounds and the baselines."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.console import console
from grader.cli.fleet import fleet_options, grade_with_bar
from grader.cli.languages import language_option
from grader.cli.replays import ReplayWhen
from grader.i18n import Lang, render, text

if TYPE_CHECKING:
    from grader.replay import When

__all__ = ["command"]


@click.command("reference")
@click.argument("assignment")
@click.option("--seeds", type=click.IntRange(1), default=5, show_default=True, help="Runs, with seeds from 0 on.")
@click.option("--dry-run", is_flag=True, help="Leave calibration.json and calibration.svg as they are.")
@click.option(
    "--replay", type=ReplayWhen(), default="always", show_default=True, metavar="WHEN",
    help="Whose training is repeated too: always, suspect, sample:5%, never.",
)  # fmt: skip
@fleet_options
@language_option
def command(
    assignment: str, seeds: int, dry_run: bool, replay: "When", jobs: int, out: Path | None, fresh: bool, lang: Lang
) -> int:
    """Run the reference notebook of ASSIGNMENT with several seeds, and hold it and the baselines against the rubric.

    Each training is also repeated in a clean box, which tells how far repetitions of honest work lie apart; without it
    (--replay never) a run costs about half. Writes calibration.json and calibration.svg beside the assignment. What was
    run already is not run again.

    Exit codes: 0 all bounds are sound, 1 a bound fails the reference or passes a baseline it should catch, 2 usage, 3
    the grader itself failed, 130 interrupted.
    """
    from grader.assignment import assignment_folder, find_assignment
    from grader.calibration import calibrate, doubts, reference_notebook, seeded
    from grader.calibration.figure import draw_calibration
    from grader.calibration.notebook import as_bytes
    from grader.calibration.table import tables
    from grader.criteria import kinds
    from grader.datasets import Dataset, load_or_stand_in

    rubric = find_assignment(assignment, kinds())
    notebook = reference_notebook(rubric.name, assignment_folder(assignment))
    runs = {f"seed-{seed}": as_bytes(seeded(notebook, seed)) for seed in range(seeds)}
    folder = out or Path("build/reference") / rubric.name
    results = grade_with_bar(runs, assignment, folder, workers=jobs, fresh=fresh, lang=lang, replay=replay)
    known: dict[str, Dataset] = {name: load_or_stand_in(name) for name in rubric.datasets}
    calibration = calibrate(rubric, dict(enumerate(results.values())), known)
    for table in tables(calibration, lang):
        console().print(table)
    if not dry_run:
        place = assignment_folder(assignment)
        _write(place, calibration.to_json(), draw_calibration(calibration, lang))
        where = text("calibration.json and calibration.svg are in {folder}.", folder=str(place))
        console().print(render(where, lang), markup=False, soft_wrap=True)
    found = [render(doubt, lang) for doubt in doubts(calibration)]
    for doubt in found or [render(text("All bounds hold: they pass the reference and stop the baselines."), lang)]:
        console().print(doubt, style="bold red" if found else "green", markup=False)
    return 1 if found else 0


def _write(folder: Path, calibration: str, figure: str) -> None:
    (folder / "calibration.json").write_text(calibration + "\n", encoding="utf-8")
    (folder / "calibration.svg").write_text(figure, encoding="utf-8")

"""docs/assignments.md: every task, what its reference reached, and what its bounds stop.

    python -m reference.overview > docs/assignments.md

All figures come from the `calibration.json` and `kill-matrix.json` beside each assignment.
"""

from collections.abc import Iterator
from pathlib import Path

from grader.assignment import Assignment, CriterionSpec, Task, assignment_folder, available, find_assignment
from grader.calibration import Calibration, CriterionCalibration, TaskCalibration
from grader.calibration.table import NAMES, number
from grader.criteria import kinds
from grader.i18n import render
from grader.mutants import KillMatrix, Mutant, Variant, Verdict, load_variants
from grader.outcome import Outcome

__all__ = ["overview"]

_INTRODUCTION = """\
# The assignments

Written by `make docs` from the `calibration.json` and `kill-matrix.json` of each assignment.

One row for each criterion that a task has to pass to be accepted. *Reference*: the worst of its runs, one for a seed.
*Nearest baseline*: of those that the bound has to stop (the mean image, PCA of the same width, an untrained network,
the identity), the one that comes nearest. *Mutants*: the known mistakes that lose this criterion, by their files in
`reference/`."""

_HEAD = "| task | score | criterion | bound | reference | nearest baseline | mutants |\n|---|---|---|---|---|---|---|"


def overview() -> str:
    """The whole page, in Markdown."""
    return "\n\n".join([_INTRODUCTION, *(_assignment(name) for name in available())]) + "\n"


def _assignment(name: str) -> str:
    rubric, folder = find_assignment(name, kinds()), assignment_folder(name)
    calibration = _calibration(folder)
    variants = load_variants(rubric, folder)
    rows = (row for task in rubric.tasks for row in _rows(task, calibration, variants))
    return "\n".join([f"## {rubric.title.en}", "", _summary(rubric, calibration, _matrix(folder)), "", _HEAD, *rows])


def _calibration(folder: Path) -> Calibration | None:
    file = folder / "calibration.json"
    return Calibration.model_validate_json(file.read_bytes()) if file.exists() else None


def _matrix(folder: Path) -> KillMatrix | None:
    file = folder / "kill-matrix.json"
    return KillMatrix.model_validate_json(file.read_bytes()) if file.exists() else None


def _summary(rubric: Assignment, calibration: Calibration | None, matrix: KillMatrix | None) -> str:
    said = [f"`{rubric.name}`: {len(rubric.tasks)} task{'s' if len(rubric.tasks) > 1 else ''}."]
    if calibration is None:
        said.append("Not calibrated yet.")
    else:
        runs, machine = calibration.runs, calibration.machine
        scores = sorted({f"{run.score:g} of {calibration.max_score:g}" for run in runs})
        said.append(
            f"Reference, {len(runs)} seeds: {', '.join(scores)} points, "
            f"{'all' if all(run.accepted for run in runs) else 'not all'} accepted; graded in at "
            f"most {max(run.seconds for run in runs):.0f} s on {machine.processor}, "
            f"{machine.cpus} core{'s' if machine.cpus > 1 else ''}."
        )
    if matrix is not None:
        mutants = [one for one in matrix.variants if not one.honest]
        styles = [one for one in matrix.variants if one.honest]
        said.append(
            f"{sum(one.verdict is Verdict.KILLED for one in mutants)} of {len(mutants)} mutants stopped, "
            f"{sum(one.verdict is Verdict.ACCEPTED for one in styles)} of {len(styles)} honest variants accepted."
        )
    return " ".join(said)


def _rows(task: Task, calibration: Calibration | None, variants: dict[str, Variant]) -> Iterator[str]:
    measured = next((one for one in calibration.tasks if one.id == task.id), None) if calibration else None
    score = _score(task, measured)
    for spec in task.criteria:
        if spec.id not in task.acceptance or spec.kind == "integrity":
            continue
        found = next((one for one in measured.criteria if one.id == spec.id), None) if measured else None
        killers = [
            name for name, one in variants.items() if isinstance(one, Mutant) and f"{task.id}.{spec.id}" in one.loses
        ]
        cells = [task.id, score, spec.id, _bound(spec, found), _worst(found), _nearest(found), ", ".join(killers)]
        yield f"| {' | '.join(cells)} |"


def _score(task: Task, measured: TaskCalibration | None) -> str:
    """Of each run: all points, where every criterion was passed."""
    if measured is None:
        return ""
    points = {one.id: one.points for one in task.criteria}
    runs = zip(*(one.outcomes for one in measured.criteria), strict=True)
    ids = [one.id for one in measured.criteria]
    lost = [
        sum(points[name] for name, outcome in zip(ids, run, strict=True) if outcome is not Outcome.PASS) for run in runs
    ]
    total = sum(points.values())
    return ", ".join(sorted({f"{total - one:g}/{total:g}" for one in lost}))


def _bound(spec: CriterionSpec, found: CriterionCalibration | None) -> str:
    bounds = found.bounds if found is not None and found.bounds is not None else spec.bounds
    return bounds.describe() if bounds is not None else ""


def _worst(found: CriterionCalibration | None) -> str:
    if found is None:
        return ""
    if found.summary is None:
        return f"{found.outcomes.count(Outcome.PASS)} of {len(found.outcomes)} pass"
    return number(found.summary.worst)


def _nearest(found: CriterionCalibration | None) -> str:
    """Of the baselines that must not pass, the one nearest to the bound."""
    if found is None or found.bounds is None:
        return ""
    bound = found.bounds.at_least if found.bounds.at_least is not None else found.bounds.at_most
    assert bound is not None
    caught = {name: found.baselines[name].value for name in found.catches if name in found.baselines}
    values = {name: value for name, value in caught.items() if value is not None}
    if not values:
        return "no value" if caught else ""
    name = min(values, key=lambda one: abs(values[one] - bound))
    return f"{render(NAMES[name], 'en')} {number(values[name])}"


if __name__ == "__main__":
    print(overview(), end="")

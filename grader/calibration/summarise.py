"""From the results of the reference runs to a calibration, and what is wrong with it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from math import isfinite
from typing import Final

from grader.assignment import Assignment, CriterionSpec, Task
from grader.calibration.baselines import Baseline, baselines
from grader.calibration.machine import grader_version, measuring_packages, this_machine
from grader.calibration.model import (
    BaselineResult,
    Calibration,
    CriterionCalibration,
    ReferenceRun,
    Summary,
    TaskCalibration,
)
from grader.calibration.setting import Setting, setting_of
from grader.criteria import Case, kinds, questions
from grader.datasets import Dataset
from grader.execution.record import RunRecord
from grader.i18n import Text, text
from grader.matching import Chain
from grader.measurement import Challenge, Measured, measure
from grader.outcome import Outcome
from grader.result import CriterionResult, Replay, Result

__all__ = ["calibrate", "doubts"]

_NO_RUN: Final = RunRecord(status="completed", profile="none", cells=[], wall=0, cpu=0, peak_memory=0)


def calibrate(assignment: Assignment, results: Mapping[int, Result], known: Mapping[str, Dataset]) -> Calibration:
    """Sum up the reference's results and measure the baselines beside them.

    Args:
        assignment: the one that was run.
        results: by seed; at least one.
        known: the assignment's datasets by name.
    """
    first = next(iter(results.values()))
    return Calibration(
        assignment=assignment.name,
        version=assignment.version,
        date=date.today().isoformat(),
        grader=grader_version(),
        machine=this_machine(),
        versions={k: v for k, v in first.environment.items() if k != "probe_seed"} | measuring_packages(),
        max_score=assignment.max_score,
        runs=[
            ReferenceRun(
                seed=seed, accepted=result.accepted, score=result.score or 0.0, seconds=_seconds(result.timings)
            )
            for seed, result in results.items()
        ],
        tasks=[_task(task, list(results.values()), known) for task in assignment.tasks],
    )


def _seconds(timings: Mapping[str, float]) -> float:
    """What the run took, with its notebook's time where that was run before and not again."""
    total, run, notebook = (timings.get(name, 0.0) for name in ("total", "run", "notebook"))
    return total + max(0.0, notebook - run)


def doubts(calibration: Calibration) -> Iterator[Text]:
    """Bounds that fail a reference run, or pass a baseline that they should catch."""
    seeds = [run.seed for run in calibration.runs]
    for task in calibration.tasks:
        for criterion in task.criteria:
            name = f"{task.id}.{criterion.id}"
            failed = [seed for seed, outcome in zip(seeds, criterion.outcomes, strict=True) if outcome != Outcome.PASS]
            if failed:
                yield text(
                    "{criterion}: the reference does not pass with seed {seeds}.",
                    criterion=name,
                    seeds=", ".join(map(str, failed)),
                )
            for baseline in criterion.catches:
                found = criterion.baselines.get(baseline)
                if found is not None and found.outcome is Outcome.PASS:
                    yield text(
                        "{criterion}: the baseline {baseline} passes with {value}, though it should be caught.",
                        criterion=name,
                        baseline=baseline,
                        value="–" if found.value is None else f"{found.value:.3g}",
                    )
    refused = [str(run.seed) for run in calibration.runs if not run.accepted]
    if refused:
        yield text("The reference is not accepted with seed {seeds}.", seeds=", ".join(refused))


def _task(task: Task, results: list[Result], known: Mapping[str, Dataset]) -> TaskCalibration:
    setting = setting_of(task, results[0])
    measured = dict(_measured(task, setting, known)) if setting else {}
    specs = [spec.on(setting.dataset if setting else None) for spec in task.criteria]
    return TaskCalibration(
        id=task.id,
        dataset=setting.dataset if setting else None,
        code_size=setting.code_size if setting else None,
        normal_class=setting.normal_class if setting else None,
        criteria=[
            _criterion(spec, [_found(task.id, spec.id, result) for result in results], measured) for spec in specs
        ],
        replays=_replays([part.replay for result in results for part in result.tasks if part.id == task.id]),
    )


def _replays(replays: Sequence[Replay | None]) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {}
    for figure in (figure for replay in replays if replay is not None for figure in replay.figures):
        found.setdefault(figure.name, []).append(figure.difference)
    return found


def _measured(task: Task, setting: Setting, known: Mapping[str, Dataset]) -> Iterator[tuple[Baseline, Measured]]:
    dataset = next(dataset for dataset in known.values() if dataset.name == setting.dataset)
    challenge = Challenge(
        task.measure.kind,
        dataset,
        normal_class=setting.normal_class,
        noise=setting.noise,
    )
    own = [spec for spec in task.criteria if spec.model is None]
    challenge = replace(challenge, questions=questions(own, challenge))
    for name, model in baselines(challenge, setting.code_size):
        yield name, measure(model, challenge)


def _found(task: str, criterion: str, result: Result) -> CriterionResult | None:
    parts = [part for answer in result.tasks if answer.id == task for part in answer.criteria]
    return next((part for part in parts if part.id == criterion), None)


def _criterion(
    spec: CriterionSpec, found: list[CriterionResult | None], measured: Mapping[Baseline, Measured]
) -> CriterionCalibration:
    values = [_finite(part.measured) if part else None for part in found]
    numbers = [value for value in values if value is not None]
    targets = {part.target for part in found if part}
    judged = {name: _judged(spec, one) for name, one in measured.items()} if spec.bounds and not spec.model else {}
    return CriterionCalibration(
        id=spec.id,
        target=targets.pop() if len(targets) == 1 else "",
        bounds=spec.bounds,
        values=values,
        outcomes=[part.outcome if part else Outcome.SKIPPED for part in found],
        summary=Summary.of(numbers, spec.bounds) if numbers and spec.bounds else None,
        # A criterion that needs more than a measurement, such as a figure, finds no value here.
        baselines={name: one for name, one in judged.items() if one.value is not None or name in spec.catches},
        catches=spec.catches,
    )


def _judged(spec: CriterionSpec, measured: Measured) -> BaselineResult:
    case = Case(run=_NO_RUN, cells=[], snapshot=None, history=[], chain=Chain(), measured=measured, problem=None)
    judgement = kinds()[spec.kind](spec, case)
    return BaselineResult(value=_finite(judgement.measured), outcome=judgement.outcome)


def _finite(value: float | None) -> float | None:
    return value if value is not None and isfinite(value) else None

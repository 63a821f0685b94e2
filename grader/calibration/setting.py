"""What the reference was asked and built with, read from its result, so that baselines get the same."""

from dataclasses import dataclass
from typing import Any, Final

from grader.assignment import Task
from grader.result import Result, TaskResult

__all__ = ["Setting", "setting_of"]

#: Kinds of criteria whose measurement is the size of the code.
_CODE: Final = {"bottleneck", "code_size"}
#: The kind whose measurement is the standard deviation of the noise in the training.
_NOISE: Final = "trained_to_denoise"


@dataclass(frozen=True)
class Setting:
    """One task, as the reference answered it.

    Attributes:
        dataset: its name.
        code_size: values per image.
        normal_class: for a detector.
        noise: standard deviation for a denoiser.
    """

    dataset: str
    code_size: int
    normal_class: int | None
    noise: float | None


def setting_of(task: Task, result: Result) -> Setting | None:
    """None where the reference has no model for this task, or one that could not be measured."""
    answer = next((part for part in result.tasks if part.id == task.id), None)
    code = _measured(task, answer, _CODE)
    trainings = result.provenance.get(task.id) or [{}]
    dataset = task.measure.dataset or trainings[-1].get("dataset")
    if code is None or dataset is None:
        return None
    normal = _normal_class(task, trainings[-1]) if task.measure.kind == "detection" else None
    return Setting(dataset, round(code), normal, _measured(task, answer, {_NOISE}))


def _measured(task: Task, answer: TaskResult | None, kinds: set[str]) -> float | None:
    ids = {spec.id for spec in task.criteria if spec.kind in kinds}
    found = [criterion.measured for criterion in (answer.criteria if answer else []) if criterion.id in ids]
    return next((value for value in found if value is not None), None)


def _normal_class(task: Task, training: dict[str, Any]) -> int | None:
    if task.measure.normal_class is not None:
        return task.measure.normal_class
    counts: dict[str, int] = training.get("train") or {}
    return int(max(counts, key=lambda label: counts[label])) if counts else None

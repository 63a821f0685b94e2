"""What the reference was asked and built with, read from its result, so that baselines get the same."""

from dataclasses import dataclass
from typing import Any

from grader.assignment import Task
from grader.provenance import Noise
from grader.result import Result

__all__ = ["Setting", "setting_of"]


@dataclass(frozen=True)
class Setting:
    """One task, as the reference answered it.

    Attributes:
        dataset: its name.
        code_size: values per image.
        normal_class: for a detector.
        noise: for a denoiser.
    """

    dataset: str
    code_size: int
    normal_class: int | None
    noise: Noise | None


def setting_of(task: Task, result: Result) -> Setting | None:
    """None where the reference has no model for this task, or one that could not be measured."""
    model = next((answer.model for answer in result.tasks if answer.id == task.id), None)
    training: dict[str, Any] = (result.provenance.get(task.id) or [{}])[-1]
    dataset = training.get("dataset")  # its real name: a stand-in has been asked for by another
    if model is None or model.code_size is None or dataset is None:
        return None
    noise = training.get("noise") if task.measure.kind == "denoising" else None
    return Setting(
        dataset=dataset,
        code_size=model.code_size,
        normal_class=_normal_class(task, training) if task.measure.kind == "detection" else None,
        noise=Noise(noise["sd"], noise["clipped"]) if noise else None,
    )


def _normal_class(task: Task, training: dict[str, Any]) -> int | None:
    if task.measure.normal_class is not None:
        return task.measure.normal_class
    counts: dict[str, int] = training.get("train") or {}
    return int(max(counts, key=lambda label: counts[label])) if counts else None

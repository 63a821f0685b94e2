"""What the reference implementations reached: the `calibration.json` beside an `assignment.yaml`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path
from typing import Any, Final, TypeAlias

from pydantic import BaseModel, ConfigDict, ValidationError

from grader.errors import InvalidAssignment
from grader.i18n import text

__all__ = ["FILE_NAME", "Reference", "References", "read_references"]

FILE_NAME: Final = "calibration.json"

#: Task, dataset, normal class, criterion.
Key: TypeAlias = tuple[str, str | None, int | None, str]


@dataclass(frozen=True)
class Reference:
    """The values of some runs of a reference notebook, from the smallest to the largest."""

    low: float
    high: float
    runs: int


@dataclass(frozen=True)
class References:
    """Every range there is, and every spread of repetitions; none where an assignment has no calibration."""

    ranges: Mapping[Key, Reference] = field(default_factory=dict)
    spreads: Mapping[tuple[str, str | None, int | None], Mapping[str, float]] = field(default_factory=dict)

    def of(self, task: str, criterion: str, dataset: str | None, normal_class: int | None = None) -> Reference | None:
        """The range of one criterion, in the unit of its target; None where the references were not run on that."""
        return self.ranges.get((task, dataset, normal_class, criterion))

    def spread(self, task: str, dataset: str | None, normal_class: int | None = None) -> Mapping[str, float]:
        """By figure, the most that a repeated training of the references was away from the first one."""
        return self.spreads.get((task, dataset, normal_class), {})


class _Part(BaseModel):
    # The whole of the file belongs to `grader.calibration`; here is what a report needs of it.
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Criterion(_Part):
    id: str
    bounds: dict[str, Any] | None
    values: list[float | None]


class _Task(_Part):
    id: str
    dataset: str | None
    normal_class: int | None
    criteria: list[_Criterion]
    replays: dict[str, list[float]] = {}


class _File(_Part):
    tasks: list[_Task]


def read_references(folder: Path) -> References:
    """The ranges of the assignment in `folder`, of those criteria that hold a number against a bound.

    Raises:
        InvalidAssignment: the file is there and is no calibration.
    """
    file = folder / FILE_NAME
    try:
        calibration = _File.model_validate_json(file.read_bytes())
    except FileNotFoundError:
        return References()
    except (OSError, ValidationError) as error:
        raise InvalidAssignment(
            text("{path} is no calibration.", path=str(file)), text("`grader reference` writes it anew.")
        ) from error
    return References(dict(_ranges(calibration)), dict(_spreads(calibration)))


def _ranges(calibration: _File) -> Iterator[tuple[Key, Reference]]:
    for task in calibration.tasks:
        for criterion in task.criteria:
            values = [value for value in criterion.values if value is not None and isfinite(value)]
            if criterion.bounds is not None and values:
                key = task.id, task.dataset, task.normal_class, criterion.id
                yield key, Reference(min(values), max(values), len(values))


def _spreads(calibration: _File) -> Iterator[tuple[tuple[str, str | None, int | None], Mapping[str, float]]]:
    for task in calibration.tasks:
        widest = {name: max(map(abs, values)) for name, values in task.replays.items() if values}
        if widest:
            yield (task.id, task.dataset, task.normal_class), widest

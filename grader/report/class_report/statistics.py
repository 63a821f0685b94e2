"""What the results of a class have in common."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import mean, median
from typing import Final

from grader.outcome import Outcome
from grader.report.class_report.rows import ClassRow
from grader.report.numbers import parse_target
from grader.result import CriterionResult, Diagnosis, TaskResult

__all__ = [
    "Bin",
    "Borderline",
    "Common",
    "CriterionRate",
    "Scores",
    "borderline",
    "common_diagnoses",
    "criterion_rates",
    "replays",
    "scores",
]

_BINS: Final = 10


@dataclass(frozen=True)
class Bin:
    """Scores from `low` to `high` percent, the upper end only in the last one."""

    low: int
    high: int
    count: int


@dataclass(frozen=True)
class Scores:
    """The scores of those that have one, in percent of the maximum; `mean` and `median` None without any."""

    bins: list[Bin]
    mean: float | None
    median: float | None


@dataclass
class CriterionRate:
    """How one criterion came out; `judged` are those where it was judged at all."""

    assignment: str
    task: str
    title: str
    outcomes: Counter[Outcome] = field(default_factory=Counter)

    @property
    def judged(self) -> int:
        """Submissions in which it was judged."""
        return sum(self.outcomes.values()) - self.outcomes[Outcome.SKIPPED]

    @property
    def rate(self) -> float | None:
        """Share of them that pass, 0..1; None where there are none."""
        return self.outcomes[Outcome.PASS] / self.judged if self.judged else None


@dataclass
class Common:
    """A diagnosis and the submissions it was made of, each once; `example` is the first of them."""

    example: Diagnosis
    rows: list[ClassRow] = field(default_factory=list)


@dataclass(frozen=True)
class Borderline:
    """A measurement whose interval lies on both sides of its bound: another sample of images could turn it."""

    row: ClassRow
    task: TaskResult
    criterion: CriterionResult


def scores(rows: Sequence[ClassRow]) -> Scores:
    """Their distribution in ten bins."""
    shares = [100 * row.share for row in rows if row.share is not None]
    counts = Counter(min(int(share * _BINS / 100), _BINS - 1) for share in shares)
    width = 100 // _BINS
    bins = [Bin(width * place, width * (place + 1), counts[place]) for place in range(_BINS)]
    return Scores(bins, mean(shares) if shares else None, median(shares) if shares else None)


def criterion_rates(rows: Sequence[ClassRow]) -> list[CriterionRate]:
    """One for each criterion of each assignment, in the rubric's order."""
    found: dict[tuple[str, str, str], CriterionRate] = {}
    for row in rows:
        for task in row.result.tasks if row.score is not None else []:
            for criterion in task.criteria:
                key = row.result.assignment, task.id, criterion.id
                rate = found.setdefault(key, CriterionRate(row.result.assignment, task.title, criterion.title))
                rate.outcomes[criterion.outcome] += 1
    return list(found.values())


def common_diagnoses(rows: Sequence[ClassRow]) -> list[Common]:
    """The most frequent first."""
    found: dict[str, Common] = {}
    for row in rows:
        for diagnosis in row.result.diagnoses:
            common = found.setdefault(diagnosis.code, Common(diagnosis))
            if row not in common.rows:
                common.rows.append(row)
    return sorted(found.values(), key=lambda common: -len(common.rows))


def replays(rows: Sequence[ClassRow]) -> Counter[str]:
    """How often each outcome came of repeating a training; empty where none was tried."""
    tasks = (task for row in rows if row.score is not None for task in row.result.tasks)
    return Counter(task.replay.outcome for task in tasks if task.replay is not None)


def borderline(rows: Sequence[ClassRow]) -> list[Borderline]:
    """In the order of `rows`."""
    return [
        Borderline(row, task, criterion)
        for row in rows
        if row.score is not None
        for task in row.result.tasks
        for criterion in task.criteria
        if _crosses(criterion)
    ]


def _crosses(criterion: CriterionResult) -> bool:
    target = parse_target(criterion.target)
    if criterion.interval is None or target is None:
        return False
    low, high = criterion.interval
    return any(low < edge < high for edge in (target.bound - target.tolerance, target.bound + target.tolerance))

"""Scores every snapshot against every task and assigns each task its model."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from grader.assignment import Task
from grader.i18n import Text
from grader.intake import Notebook
from grader.matching.candidate import Candidate
from grader.matching.headings import heading_of
from grader.matching.reasons import Reason, reasons

__all__ = ["Answer", "match"]

#: A runner-up this near is named in the report.
_CLOSE: Final = 2.0
#: With several tasks, a model that nothing speaks for answers none of them: a part may be missing.
_LEAST: Final = 1.0
#: A model that could not be traced into a graph answers only where no other does.
_TRACED: Final = 100.0
_NEVER: Final = 1e4


@dataclass(frozen=True)
class Answer:
    """The model that answers a task.

    Attributes:
        why: the reasons that spoke for it, the strongest first.
        runner_up: the next best one where it was close.
    """

    candidate: Candidate
    why: Sequence[Text]
    runner_up: Candidate | None


def match(tasks: Sequence[Task], candidates: Sequence[Candidate], notebook: Notebook) -> Mapping[str, Answer]:
    """The best assignment of candidates to tasks; tasks that were not answered are missing from it."""
    if not candidates:
        return {}
    headings = [heading_of(notebook, candidate.cell, tasks) for candidate in candidates]
    found = [
        [reasons(task, candidate, notebook, heading) for candidate, heading in zip(candidates, headings, strict=True)]
        for task in tasks
    ]
    scores = np.array([[_score(why, c) for why, c in zip(row, candidates, strict=True)] for row in found])
    traced = np.array([candidate.snapshot.graph is not None for candidate in candidates])
    fits = scores >= (_LEAST if len(tasks) > 1 else -_NEVER)
    answers = {}
    for t, c in _assigned(scores + _TRACED * traced, fits):
        why = sorted((reason for reason in found[t][c] if reason.weight > 0), key=lambda reason: -reason.weight)
        runner_up = _runner_up(scores[t], c, candidates)
        answers[tasks[t].id] = Answer(candidates[c], [reason.text for reason in why], runner_up)
    return answers


def _score(found: Sequence[Reason], candidate: Candidate) -> float:
    # Among equals the last one trained counts, as in a notebook read from top to bottom.
    return sum(reason.weight for reason in found) + candidate.cell / 1e6 + candidate.snapshot.id / 1e9


def _assigned(scores: NDArray[np.float64], fits: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Task and candidate of each answer; a task for which no candidate `fits` has none."""
    tasks, candidates = scores.shape
    nobody = np.full((tasks, tasks), -_NEVER / 2)
    rows, columns = linear_sum_assignment(-np.hstack([np.where(fits, scores, -_NEVER), nobody]))
    return [(int(t), int(c)) for t, c in zip(rows, columns, strict=True) if c < candidates]


def _runner_up(scores: NDArray[np.float64], chosen: int, candidates: Sequence[Candidate]) -> Candidate | None:
    others = [i for i in range(len(candidates)) if i != chosen and scores[chosen] - scores[i] < _CLOSE]
    return candidates[max(others, key=lambda i: float(scores[i]))] if others else None

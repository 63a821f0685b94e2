"""Scores every snapshot against every task and assigns each task its model."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from grader.assignment import Task
from grader.exchange.evidence import Snapshot
from grader.i18n import Text, text
from grader.intake import Notebook
from grader.matching.history import Traced

__all__ = ["Answer", "Candidate", "match"]

#: A runner-up this near is named in the report.
_CLOSE = 2.0
_CONVOLUTIONS = ("Conv2D", "Conv2DTranspose", "SeparableConv2D", "DepthwiseConv2D")


@dataclass(frozen=True)
class Candidate:
    """A trained model that may answer a task.

    Attributes:
        cell: place in the notebook of the cell that left it so, from 0.
        history: the trainings its weights went through, in order.
    """

    snapshot: Snapshot
    cell: int
    history: Sequence[Traced]


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


@dataclass(frozen=True)
class _Reason:
    weight: float
    text: Text


def match(tasks: Sequence[Task], candidates: Sequence[Candidate], notebook: Notebook) -> Mapping[str, Answer]:
    """The best assignment of candidates to tasks; tasks for which nothing is left are missing from the answer.

    A candidate that could be traced into a graph beats one that could not, whatever else speaks for it.
    """
    if not candidates:
        return {}
    reasons = [[_reasons(task, candidate, notebook) for candidate in candidates] for task in tasks]
    scores = np.array([[_score(found, c) for found, c in zip(row, candidates, strict=True)] for row in reasons])
    answers = {}
    for t, c in zip(*linear_sum_assignment(-scores), strict=True):
        why = [reason.text for reason in sorted(reasons[t][c], key=lambda reason: -reason.weight)]
        answers[tasks[t].id] = Answer(candidates[c], why, _runner_up(scores[t], c, candidates))
    return answers


def _score(reasons: Sequence[_Reason], candidate: Candidate) -> float:
    # Among equals the last one trained counts, as in a notebook read from top to bottom.
    latest = candidate.cell / 1e6 + candidate.snapshot.id / 1e9
    return sum(reason.weight for reason in reasons) + latest - (100 if candidate.snapshot.graph is None else 0)


def _runner_up(scores: NDArray[np.float64], chosen: int, candidates: Sequence[Candidate]) -> Candidate | None:
    others = [i for i in range(len(candidates)) if i != chosen and scores[chosen] - scores[i] < _CLOSE]
    return candidates[max(others, key=lambda i: float(scores[i]))] if others else None


def _reasons(task: Task, candidate: Candidate, notebook: Notebook) -> list[_Reason]:
    snapshot = candidate.snapshot
    found = []
    if any(cell.tag == task.id for cell in notebook.cells if cell.index == candidate.cell):
        found.append(_Reason(20, text("its cell carries the tag grade:{task}", task=task.id)))
    if any(name.split(".")[-1] == task.declared_name for name in snapshot.names):
        found.append(_Reason(2, text("it has the declared name `{name}`", name=task.declared_name)))
    heading = _heading_above(notebook, candidate.cell)
    if any(word in heading for word in task.headings):
        found.append(_Reason(2, text("its cell stands below the heading “{heading}”", heading=heading[:80])))
    if task.measure.kind == "detection":
        found += _detector_reasons(task.measure.dataset, task.measure.normal_class, candidate)
    return found


def _detector_reasons(dataset: str, normal: int, candidate: Candidate) -> list[_Reason]:
    found = []
    origins = [origin for traced in candidate.history for origin in traced.origins]
    classes = {label for origin in origins for label in (*origin.train, *origin.test)}
    if origins and classes == {normal} and all(origin.dataset == dataset for origin in origins):
        found.append(_Reason(5, text("it was trained on class {label} only", label=normal)))
    elif len(classes) == 1:
        found.append(_Reason(1, text("it was trained on a single class")))
    if any(layer.class_name in _CONVOLUTIONS for layer in candidate.snapshot.layers):
        found.append(_Reason(1, text("it has convolutional layers")))
    return found


def _heading_above(notebook: Notebook, cell: int) -> str:
    for above in reversed(notebook.cells):
        if above.index < cell and above.kind == "markdown":
            headings = [line for line in above.source.splitlines() if line.lstrip().startswith("#")]
            if headings:
                return headings[-1].strip("# ").lower()
    return ""

"""Repeating a task's training: whether there is a reason, and what came of it, for the result."""

import random
from math import isfinite
from typing import Final

from grader.assignment import Task
from grader.assignment.references import References
from grader.criteria import Case
from grader.i18n import Lang, Text, render, text
from grader.measurement import Detection
from grader.replay import Replayed, When
from grader.result import Replay, ReplayedFigure, TaskResult

__all__ = ["reason_for", "replay_result"]

#: A figure is out of the references' range if it is better than their best by this share of what that is above the
#: bound.
_BETTER: Final = 0.5
#: Kinds of criteria whose figures a cheat would better.
_TELLING: Final = frozenset({"roc_auc", "reconstruction", "separation", "denoising", "latent_accuracy"})


def reason_for(
    task: Task, case: Case, judged: TaskResult, references: References, when: When, draw: str
) -> Text | None:
    """Why the training behind a task's model should be repeated; None where there is no reason.

    Args:
        judged: the task without a repetition.
        draw: what the sample is drawn by: the submission's own, and nobody knows it beforehand.
    """
    if case.measured is None or not when.suspect:
        return None
    if judged.needs_review:
        return text("A criterion asks for a person's look.")
    normal = case.measured.normal_class if isinstance(case.measured, Detection) else None
    for spec in task.criteria:
        reference = references.of(task.id, spec.id, case.measured.dataset, normal)
        bounds = spec.on(case.measured.dataset).bounds
        found = next((criterion for criterion in judged.criteria if criterion.id == spec.id), None)
        if spec.kind not in _TELLING or reference is None or bounds is None or found is None or found.measured is None:
            continue
        best, bound = (
            (reference.high, bounds.at_least) if bounds.at_least is not None else (reference.low, bounds.at_most)
        )
        if bound is not None and abs(best - bound) > 0 and (found.measured - best) / (best - bound) > _BETTER:
            return text("{title}: better than any reference.", title=found.title)
    if when.share and random.Random(f"{draw} {task.id}").random() < when.share:
        return text("All trainings are repeated.") if when.share == 1 else text("It was drawn at random.")
    return None


def replay_result(replayed: Replayed | None, lang: Lang) -> Replay | None:
    """As it stands in the result."""
    if replayed is None:
        return None
    return Replay(
        outcome="impossible" if replayed.impossible else "agrees" if replayed.agrees else "differs",
        reason=render(replayed.reason, lang),
        message=render(replayed.told, lang),
        figures=[
            ReplayedFigure(
                name=figure.name,
                graded=figure.graded,
                replayed=list(figure.replayed),
                difference=figure.difference,
                spread=figure.spread,
            )
            for figure in replayed.figures
            if isfinite(figure.difference)
        ],
        fresh_weights=replayed.fresh,
        seconds=round(replayed.seconds, 1),
    )

"""A ROC-AUC of yes and no: the score was what a threshold made of the error."""

import ast
from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from grader.criteria.shown import shown_aucs
from grader.diagnosis.finding import EVALUATION, Finding, Place
from grader.diagnosis.source import Code, last_name
from grader.diagnosis.symptoms import Symptoms
from grader.i18n import text
from grader.measurement import Detection

__all__ = ["scored_by_decisions"]

_RIGHT: Final = 0.01  # from the measured one
_NEAR: Final = 0.005  # from the balanced accuracy at some threshold
#: What is done to a comparison before it is given as a score.
_CASTS: Final = ("astype", "int", "float", "where", "array", "asarray", "cast")


def scored_by_decisions(symptoms: Symptoms) -> Iterator[Finding]:
    """The code scores by comparisons, and what it shows is the area under a curve of one point."""
    place = _scored(symptoms.code)
    for part in symptoms.parts if place is not None else ():
        measured = part.case.measured
        if not isinstance(measured, Detection):
            continue
        shown = shown_aucs(part.case)
        aucs = [measured.roc_auc, *measured.auc_against.values()]
        if any(abs(value - auc) <= _RIGHT for value in shown for auc in aucs):
            continue
        one_point = _balanced_accuracies(measured)
        wrong = next((value for value in shown if np.abs(one_point - value).min() <= _NEAR), None)
        if wrong is None:
            continue
        yield Finding(
            code="auc-of-decisions",
            weight=EVALUATION + 6,
            task=part.task.id,
            place=place,
            measured=text("shown {shown:.3f}, measured {auc:.3f}", shown=wrong, auc=measured.roc_auc),
            symptom=text("The ROC-AUC shown is not the one that the model reaches."),
            cause=text("Its score is the yes or no of a threshold: the curve has one point only."),
            fix=text("Give it the error itself, which orders all images."),
            code_fix=f"roc_auc_score(y_test != {measured.normal_class}, errors)",
            explains=frozenset({"auc-by-hand", "auc-of-some", "auc-of-mae", "auc-turned"}),
        )


def _balanced_accuracies(measured: Detection) -> NDArray[np.float64]:
    """(n,) that of every threshold on the error, 0..1."""
    order = np.argsort(measured.errors)
    normal = measured.normal[order]
    passed = np.cumsum(normal) / normal.sum()
    flagged = 1 - np.cumsum(~normal) / (~normal).sum()
    return np.asarray((passed + flagged) / 2)


def _scored(code: Code) -> Place | None:
    """The first call that is given decisions as its score."""
    calls = ((cell, call) for cell, call in code.calls("roc_auc_score") if len(call.args) > 1)
    return next((cell.place(call) for cell, call in calls if _is_decision(code, call.args[1])), None)


def _is_decision(code: Code, score: ast.expr, steps: int = 2) -> bool:
    if isinstance(score, ast.Name) and steps:
        return any(_is_decision(code, value, steps - 1) for value in code.values(score.id))
    if isinstance(score, ast.Call) and last_name(score.func) in _CASTS:
        parts = [*score.args[:1], *([score.func.value] if isinstance(score.func, ast.Attribute) else [])]
        return any(_is_decision(code, part, steps) for part in parts)
    if isinstance(score, (ast.UnaryOp, ast.BinOp)):
        return any(
            _is_decision(code, part, steps) for part in ast.iter_child_nodes(score) if isinstance(part, ast.expr)
        )
    return isinstance(score, ast.Compare)

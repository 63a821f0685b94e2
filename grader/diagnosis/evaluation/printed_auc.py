"""A ROC-AUC that differs from the measured one: computed again in the usual wrong ways until one gives that figure."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from grader.criteria.shown import shown_aucs
from grader.diagnosis.finding import EVALUATION, Finding, Place
from grader.diagnosis.source import Code, CodeCell
from grader.diagnosis.symptoms import Symptoms
from grader.i18n import Text, text
from grader.measurement import Detection
from grader.metrics.roc_auc import roc_auc

__all__ = ["printed_auc"]

_NEAR: Final = 0.003  # the measured errors come from a code rounded to float16: they move a ROC-AUC by less
_MOST: Final = 20  # figures that are looked into
_RIGHT: Final = "roc_auc_score(y_test == {normal}, -errors)"


@dataclass(frozen=True)
class _Explanation:
    code: str
    shown: float
    cause: Text
    fix: Text
    place: Place | None


def printed_auc(symptoms: Symptoms) -> Iterator[Finding]:
    """Where no figure shown is the measured one, the way to the one that is shown, if it is known."""
    for part in symptoms.parts:
        measured = part.case.measured
        if not isinstance(measured, Detection) or not part.lost("reported", "error_as_score"):
            continue
        shown = sorted(set(shown_aucs(part.case)), reverse=True)[:_MOST]
        ways = (_by_hand, _turned, _against_one, _another_class, _absolute, _cancelled, _some)
        found = next((e for value in shown for way in ways if (e := way(symptoms.code, measured, value))), None)
        if found is None:
            continue
        yield Finding(
            code=found.code,
            weight=EVALUATION + 5,
            task=part.task.id,
            place=found.place or _score_call(symptoms.code),
            measured=text("shown {shown:.3f}, measured {auc:.3f}", shown=found.shown, auc=measured.roc_auc),
            symptom=text("The ROC-AUC shown is not the one that the model reaches."),
            cause=found.cause,
            fix=found.fix,
            code_fix=_RIGHT.format(normal=measured.normal_class),
        )


def _turned(code: Code, measured: Detection, shown: float) -> _Explanation | None:
    """1 - AUC, if that is another figure: the score's sign, or the labels."""
    if abs(1 - shown - measured.roc_auc) > _NEAR or abs(shown - measured.roc_auc) <= _NEAR:
        return None
    if any(_falls(code, score) for score in _scores(code)):
        cause: Text = text("It is 1 - {auc:.3f}: the labels do not go with a negative error.", auc=measured.roc_auc)
        fix = text("With -MSE as the score, 1 must stand for the normal class and 0 for the rest.")
    else:
        cause = text("It is 1 - {auc:.3f}: the error itself is the score, but is small where it should be large.",
                     auc=measured.roc_auc)  # fmt: skip
        fix = text("Take the negative error as the score for the normal class.")
    return _Explanation("auc-turned", shown, cause, fix, None)


def _against_one(code: Code, measured: Detection, shown: float) -> _Explanation | None:
    for label, auc in measured.auc_against.items():
        place = _constant(code, label)
        if abs(auc - shown) <= _NEAR / 3 and place is not None:
            cause = text("It is that of the normal class against class {label} alone.", label=label)
            return _Explanation("auc-against-one", shown, cause, text("Compare with all other classes."), place)
    return None


def _another_class(code: Code, measured: Detection, shown: float) -> _Explanation | None:
    """Another class taken for the normal one, and named in the code."""
    for label in np.unique(measured.labels):
        normal = measured.labels == label
        place = _constant(code, int(label))
        if int(label) == measured.normal_class or place is None:
            continue
        if abs(roc_auc(measured.errors, normal) - shown) <= _NEAR / 3:
            cause = text("It is that of class {label}, taken for the normal one.", label=int(label))
            fix = text("The normal class is {normal}.", normal=measured.normal_class)
            return _Explanation("auc-other-class", shown, cause, fix, place)
    return None


def _absolute(code: Code, measured: Detection, shown: float) -> _Explanation | None:
    """The mean absolute error instead of the squared one."""
    if not any(True for _ in code.calls("abs", "absolute", "mae", "mean_absolute_error", "MeanAbsoluteError")):
        return None
    errors = np.abs(measured.images - measured.reconstructions).mean(axis=(1, 2)).astype(np.float64)
    if abs(roc_auc(errors, measured.normal) - shown) > _NEAR:
        return None
    cause = text("It is that of the mean absolute error; asked is the squared one.")
    return _Explanation("auc-of-mae", shown, cause, text("Square the differences before you take their mean."), None)


def _cancelled(code: Code, measured: Detection, shown: float) -> _Explanation | None:
    """The mean of the residuals with their signs, squared afterwards or not at all."""
    residual = (measured.images - measured.reconstructions).mean(axis=(1, 2)).astype(np.float64)
    aucs = [roc_auc(scores, measured.normal) for scores in (residual, residual**2)]
    if all(min(abs(auc - shown), abs(1 - auc - shown)) > _NEAR / 3 for auc in aucs):
        return None
    cause = text("It is that of the mean residual: what is too bright and what is too dark cancel out.")
    fix = text("Square each pixel's difference before you take the mean of the image.")
    return _Explanation("auc-of-residual", shown, cause, fix, None)


def _some(code: Code, measured: Detection, shown: float) -> _Explanation | None:
    """The first test images only, with their number in the code."""
    for cell in code.cells:
        for node in cell.nodes:
            count = node.upper.value if isinstance(node, ast.Slice) and isinstance(node.upper, ast.Constant) else None
            if not isinstance(count, int) or not 100 <= count < len(measured.errors):
                continue
            normal = measured.normal[:count]
            if normal.any() and abs(roc_auc(measured.errors[:count], normal) - shown) <= _NEAR / 3:
                cause = text("It is that of the first {count} test images.", count=count)
                fix = text("Take all {all} of them.", all=len(measured.errors))
                return _Explanation("auc-of-some", shown, cause, fix, cell.place(node))
    return None


def _by_hand(code: Code, measured: Detection, shown: float) -> _Explanation | None:
    """The very number stands in the code, assigned to a name or printed; bounds in comparisons are none."""
    for cell in code.cells:
        for node in cell.nodes:
            value = node.value if isinstance(node, ast.Assign) else None
            if isinstance(value, ast.Constant) and isinstance(value.value, float) and abs(value.value - shown) < 1e-9:
                cause = text("The number is written in the code: nothing computes it.")
                return _Explanation("auc-by-hand", shown, cause, text("Compute it from the errors."), cell.place(node))
    return None


def _constant(code: Code, label: int) -> Place | None:
    """A comparison with that class."""

    def compares(node: ast.AST) -> bool:
        return isinstance(node, ast.Compare) and any(
            isinstance(side, ast.Constant) and side.value == label and not isinstance(side.value, bool)
            for side in node.comparators
        )

    return _first(code, compares)


def _first(code: Code, fits: Callable[[ast.AST], bool]) -> Place | None:
    found: Iterator[tuple[CodeCell, ast.AST]] = ((cell, node) for cell in code.cells for node in cell.nodes)
    return next((cell.place(node) for cell, node in found if fits(node)), None)


def _scores(code: Code) -> list[ast.expr]:
    calls = [call for _, call in code.calls("roc_auc_score", "roc_curve") if len(call.args) > 1]
    return [call.args[1] for call in calls]


def _falls(code: Code, score: ast.expr, steps: int = 2) -> bool:
    """Whether a score is something negative, or so much minus something."""
    if isinstance(score, ast.Name) and steps:
        return any(_falls(code, value, steps - 1) for value in code.values(score.id))
    if isinstance(score, ast.BinOp) and isinstance(score.op, ast.Sub):
        return isinstance(score.left, ast.Constant)
    return isinstance(score, ast.UnaryOp) and isinstance(score.op, ast.USub)


def _score_call(code: Code) -> Place | None:
    return next((cell.place(call) for cell, call in code.calls("roc_auc_score", "roc_curve")), None)

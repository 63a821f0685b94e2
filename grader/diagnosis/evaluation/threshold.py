"""A threshold of mean + 2 standard deviations taken from the very images that it is to sort.

A trap of the lessons' own text (facts: with half anomalies the threshold lies above every error, and flags nothing).
"""

import ast
from collections.abc import Iterator
from typing import Final

from grader.criteria.own_threshold import flagged_by_a_mix, own_threshold
from grader.diagnosis.evaluation.training_images import training_names
from grader.diagnosis.finding import EVALUATION, Finding, Place
from grader.diagnosis.source import Code, last_name
from grader.diagnosis.symptoms import Part, Symptoms
from grader.diagnosis.trainings import model_name
from grader.i18n import text
from grader.measurement import Detection

__all__ = ["threshold_of_test_images", "threshold_of_the_mix"]

_FEW: Final = 0.5  # share of anomalies found, below which the threshold is of little use
_EXACT: Final = 0.002  # share of a threshold that our errors may be off by: codes cross in 16 bits
_TOGETHER: Final = frozenset({"vstack", "concatenate", "hstack", "append", "concat", "stack"})


def threshold_of_the_mix(symptoms: Symptoms) -> Iterator[Finding]:
    """`mean(e) + k * std(e)` with the errors of what is to be sorted, where that finds less than half of the anomalies.

    Of a detector of one class those are the errors of all test images; of a detector of anything strange, those of
    images that were put together.
    """
    for part in symptoms.parts:
        shares = _of_test(part, symptoms.code) if _sorts_classes(part) else _of_a_mix(part, symptoms.code)
        found = next(((place, flagged) for place, flagged in shares if flagged < _FEW), None)
        if found is not None:
            yield _finding(part, *found)
            return


def threshold_of_test_images(symptoms: Symptoms) -> Iterator[Finding]:
    """`mean(e) + k * std(e)` with the errors of the test images, where that is the threshold which sorts them.

    Clean test images make it no worse than training images do, so it costs nothing.
    """
    _, test = training_names(symptoms.code)
    for part in symptoms.parts:
        measured = part.case.measured
        known = own_threshold(part.case, measured) if measured is not None and part.has("false_alarms") else None
        if known is None:
            continue
        errors = known.clean.errors
        for place, name, factor in _thresholds(symptoms.code):
            of_test = float(errors.mean() + factor * errors.std())
            if name in test and abs(known.value - of_test) < _EXACT * of_test:
                yield Finding(
                    code="threshold-of-test-images",
                    weight=EVALUATION - 20,
                    task=part.task.id,
                    place=place,
                    measured=text("{value:.5f}, as the errors of the test images give it", value=known.value),
                    symptom=text("The threshold is taken from the test images, which it then judges."),
                    cause=text(
                        "Such a threshold flags much the same share of whatever clean images it is made from: that "
                        "share tells nothing of images that nobody has seen."
                    ),
                    fix=text("Take it from the errors of the training images."),
                )
                return


def _finding(part: Part, place: Place, flagged: float) -> Finding:
    return Finding(
        code="threshold-of-the-mix",
        weight=EVALUATION - 10,
        task=part.task.id,
        place=place,
        measured=text("{percent:.0f} % of the anomalies lie above it", percent=100 * flagged),
        symptom=text("The threshold lets most anomalies pass."),
        cause=text("It is taken from errors that hold the anomalies themselves, which raise mean and spread."),
        fix=text("Take it from the errors of normal training images alone."),
        code_fix=(
            f"made = {model_name(part)}.predict(normal, batch_size=500)\n"
            "own = np.square(normal - made).reshape(len(normal), -1).mean(axis=1)\n"
            "threshold = own.mean() + 2 * own.std()"
        ),
    )


def _sorts_classes(part: Part) -> bool:
    return isinstance(part.case.measured, Detection)


def _of_test(part: Part, code: Code) -> Iterator[tuple[Place, float]]:
    """Where a threshold is taken from errors of test images, and what it flags of the anomalies among them."""
    measured = part.case.measured
    assert isinstance(measured, Detection)
    _, test = training_names(code)
    for place, name, factor in _thresholds(code):
        if name in test:
            limit = measured.errors.mean() + factor * measured.errors.std()
            yield place, float((measured.errors[~measured.normal] > limit).mean())


def _of_a_mix(part: Part, code: Code) -> Iterator[tuple[Place, float]]:
    """Where one is taken from errors that are not those of training images alone, in a notebook that mixes images."""
    if part.case.measured is None or not part.lost("detections"):
        return
    train, test = training_names(code)
    if not any(_mixes(node, test) for cell in code.cells for node in cell.nodes):
        return
    for place, name, factor in _thresholds(code):
        flagged = flagged_by_a_mix(part.case.measured, factor)
        if name not in train and flagged is not None:
            yield place, flagged


def _mixes(node: ast.AST, test: set[str]) -> bool:
    """Whether images of test are put together with others."""
    if not isinstance(node, ast.Call) or last_name(node.func) not in _TOGETHER:
        return False
    inner = [inner for argument in node.args for inner in ast.walk(argument)]
    names = {one.id for one in inner if isinstance(one, ast.Name)} | {
        one.attr for one in inner if isinstance(one, ast.Attribute)
    }
    return bool(names & test) and len(names) > 1


def _thresholds(code: Code) -> Iterator[tuple[Place, str, float]]:
    """Each `mean(e) + k * std(e)`, in either order: where it stands, `e` and `k`."""
    for cell in code.cells:
        for node in cell.nodes:
            if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Add):
                continue
            for centre, spread in ((node.left, node.right), (node.right, node.left)):
                name, (of, factor) = _of(code, centre, "mean"), _deviations(code, spread)
                if name and name == of:
                    yield cell.place(node), name, factor


def _deviations(code: Code, node: ast.expr) -> tuple[str, float]:
    """`e` and `k` of `k * std(e)` and of `std(e)`."""
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Mult):
        return _of(code, node, "std"), 1.0
    for side, other in ((node.left, node.right), (node.right, node.left)):
        factor = _meant(code, side)
        if isinstance(factor, ast.Constant) and isinstance(factor.value, int | float):
            return _of(code, other, "std"), float(factor.value)
    return "", 1.0


def _of(code: Code, node: ast.expr, statistic: str) -> str:
    """`e` of `np.mean(e)` and of `e.mean()`, or of a name for it."""
    node = _meant(code, node)
    if not isinstance(node, ast.Call) or last_name(node.func) != statistic or not isinstance(node.func, ast.Attribute):
        return ""
    holder = node.args[0] if node.args else node.func.value
    return holder.id if isinstance(holder, ast.Name) else ""


def _meant(code: Code, node: ast.expr) -> ast.expr:
    """What a name stands for that is assigned once."""
    values = code.values(node.id) if isinstance(node, ast.Name) else []
    return values[0] if len(values) == 1 else node

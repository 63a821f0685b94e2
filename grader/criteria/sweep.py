"""`sweep` and `sweep_curve`: the same network with codes of several widths, and its error drawn against them."""

from collections.abc import Mapping
from typing import Final

import numpy as np

from grader.assignment import CriterionSpec
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register
from grader.criteria.trained_on import judge as judge_trained_on
from grader.i18n import Text, text
from grader.measurement import Measured
from grader.metrics.drawn.curve import find_curve
from grader.outcome import Outcome

__all__ = ["judge_curve", "judge_sweep"]

#: The widest code leaves at most this share of the error that the narrowest leaves.
_FALLS: Final = 0.6


@register("sweep")
@needs(Measured)
def judge_sweep(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """How many widths there are, each trained on the training images; the error must fall from narrow to wide.

    `params.family`: the rival that is the sweep; `params.widths`: how many at least, fewer earn a part;
    `params.span`: the widest over the narrowest at least.
    """
    wanted, span = int(spec.params["widths"]), float(spec.params.get("span", 4))
    errors = _errors(case, str(spec.params["family"]))
    target = f">= {wanted}"
    if not errors:
        message = text("No models of several code widths, trained on the training images, were found.")
        return Judgement(Outcome.FAIL, 0.0, message, 0.0, target=target)
    found, narrow, wide = float(len(errors)), min(errors), max(errors)
    if errors[wide] > _FALLS * errors[narrow] or wide < span * narrow:
        message = text(
            "The widths {shown} do not show what the bottleneck does: the error goes from {narrow:.4f} to {wide:.4f}. "
            "Take codes from very narrow to wide, and train each long enough.",
            shown=_listed(errors),
            narrow=errors[narrow],
            wide=errors[wide],
        )
        return Judgement(Outcome.FAIL, 0.0, message, found, target=target)
    message = text(
        "Codes of {shown} values: the error falls from {narrow:.4f} to {wide:.4f}.",
        shown=_listed(errors),
        narrow=errors[narrow],
        wide=errors[wide],
    )
    share = min(1.0, len(errors) / wanted)
    return Judgement(Outcome.PASS if share == 1 else Outcome.PARTIAL, share, message, found, target=target)


@register("sweep_curve")
@needs(Measured)
def judge_curve(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """A curve, points or bars whose heights are the errors of the sweep, on any scale of their own.

    `params.family`: the rival that is the sweep; `params.points`: how many at least.
    """
    wanted = int(spec.params["points"])
    errors = _errors(case, str(spec.params["family"]))
    target = f">= {wanted}"
    found = find_curve(case.figures, errors) if len(errors) >= 2 else 0
    if found >= wanted:
        message = text("A figure draws the error of {n} code widths, as measured.", n=found)
        return Judgement(Outcome.PASS, 1.0, message, float(found), target=target)
    message = text(
        "No figure draws the error against the width of the code for {n} widths, as measured on the test images.",
        n=wanted,
    )
    share = 0.5 * (found >= 3)
    return Judgement(Outcome.PARTIAL if share else Outcome.FAIL, share, message, float(found), target=target)


def _errors(case: Case, family: str) -> dict[int, float]:
    """The error of each width, of the last model that has it, in order of width."""
    trained = CriterionSpec.model_validate(
        {
            "id": "trained_on",
            "kind": "trained_on",
            "title": {"es": "-", "en": "-"},
            "points": 0.0,
            "params": {"split": "train"},
        }
    )
    found = {
        member.measured.code_size: member.measured.error
        for member in case.families.get(family, ())
        if member.measured is not None and judge_trained_on(trained, member).outcome is not Outcome.FAIL
    }
    return dict(sorted((size, error) for size, error in found.items() if np.isfinite(error)))


def _listed(errors: Mapping[int, float]) -> Text | str:
    return ", ".join(map(str, errors))

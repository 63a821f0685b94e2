"""Two of many values of a code, drawn as if they were all of it."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from grader.diagnosis.finding import EVALUATION, Finding, Place
from grader.diagnosis.source import Code
from grader.diagnosis.symptoms import Symptoms
from grader.i18n import text
from grader.metrics.drawn import NoScatter, find_scatter

__all__ = ["wide_code_drawn"]

_DRAWS: Final = ("scatter", "scatterplot", "plot")
_LEAST: Final = 100  # points


def wide_code_drawn(symptoms: Symptoms) -> Iterator[Finding]:
    """The points of a scatter are the first two values of a code that has more."""
    for part in symptoms.parts:
        measured = part.case.measured
        if measured is None or measured.code_size <= 2 or not np.isfinite(measured.code).all():
            continue
        code = measured.code.astype(np.float64)
        found = find_scatter(part.case.figures, code[:, :2], measured.labels, at_least=_LEAST)
        if isinstance(found, NoScatter) and found.reason in ("no_scatter", "other_points"):
            continue
        spread = code.var(axis=0)
        yield Finding(
            code="wide-code-drawn",
            weight=EVALUATION,
            task=part.task.id,
            place=_place(symptoms.code),
            measured=text(
                "the two hold {percent:.0f} % of the variance of {units} values",
                percent=100 * spread[:2].sum() / max(spread.sum(), 1e-12),
                units=measured.code_size,
            ),
            symptom=text("The scatter shows two of the {units} values of the code.", units=measured.code_size),
            cause=text("A code of so many values does not fit into a plane; any two of them are an arbitrary view."),
            fix=text(
                "Give the code two values where the exercise asks for it; else bring it to two with t-SNE or UMAP."
            ),
            code_fix=(
                "from sklearn.manifold import TSNE\n"
                "z = TSNE(n_components=2).fit_transform(codes[:1000])\n"
                "plt.scatter(z[:, 0], z[:, 1], c=y_test[:1000], cmap='tab10', s=5)"
            ),
        )


def _place(code: Code) -> Place | None:
    found = [cell.place(call) for cell, call in code.calls(*_DRAWS) if len(call.args) > 1]
    return found[0] if len(found) == 1 else None

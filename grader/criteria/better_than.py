"""`better_than`: the model's error beside that of what it is compared with."""

from grader.assignment import CriterionSpec
from grader.criteria.known_images import pca_error
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register, verdict
from grader.i18n import Text, text
from grader.measurement import Measured
from grader.outcome import Outcome

__all__ = ["judge"]


@register("better_than")
@needs(Measured)
def judge(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """The model's mean squared error over that of another: below 1 it is better.

    `params.than`: `pca` with as many components as the code has values, `mean_image`, or the id of a rival.
    """
    than = str(spec.params["than"])
    rival = case.rivals.get(than)
    if than == "pca":
        other, name = pca_error(measured), text("a PCA of {k} components", k=measured.code_size)
    elif than == "mean_image":
        other, name = measured.mean_image_error, text("the mean image")
    elif rival is not None and rival.measured is not None:
        other, name = rival.measured.error, text("the model it is compared with")
    else:
        reason = (rival.problem if rival else None) or text("There was no model to compare with.")
        return Judgement(Outcome.SKIPPED, 0.0, reason, target=spec.bounds.describe() if spec.bounds else "")
    value = measured.error / max(other, 1e-12)
    message: Text = text(
        "Its error of {mse:.4f} is {ratio:.2f} times the {other:.4f} of {name}.",
        mse=measured.error,
        ratio=value,
        other=other,
        name=name,
    )
    return verdict(spec, value, message)

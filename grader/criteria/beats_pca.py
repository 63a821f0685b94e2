"""`beats_pca`: the model reconstructs better than the best linear code of the same size could."""

from grader.assignment import CriterionSpec
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register, verdict
from grader.i18n import text
from grader.measurement import Measured

__all__ = ["judge"]


@register("beats_pca")
@needs(Measured)
def judge(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """Mean squared error per pixel; the bound is that of PCA on the training images with `params.components`."""
    components = int(spec.params["components"])
    if spec.bounds is not None and spec.bounds.met(measured.error):
        message = text(
            "With an error of {mse:.4f} it reconstructs better than a PCA of {k} components: what it has learnt is not "
            "linear.",
            mse=measured.error,
            k=components,
        )
    else:
        message = text(
            "Its error of {mse:.4f} is no better than that of a PCA of {k} components, which needs no training: add "
            "hidden layers with an activation, or train longer.",
            mse=measured.error,
            k=components,
        )
    return verdict(spec, measured.error, message)

"""`bottleneck`: all that the decoder knows of an image passes through a code much smaller than the image."""

from grader.assignment import CriterionSpec
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register, verdict
from grader.i18n import text
from grader.measurement import Measured

__all__ = ["judge"]


@register("bottleneck")
@needs(Measured)
def judge(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """The size of the code that crossed from the encoder's box to the decoder's, in values per image."""
    if measured.code_size >= measured.image_size:
        message = text(
            "There is no bottleneck: every cut between input and output carries at least {pixels} values per image, "
            "so the model can copy its input.",
            pixels=measured.image_size,
        )
    else:
        message = text(
            "The decoder reconstructs each image of {pixels} pixels from a code of {code} values.",
            pixels=measured.image_size,
            code=measured.code_size,
        )
    return verdict(spec, float(measured.code_size), message)

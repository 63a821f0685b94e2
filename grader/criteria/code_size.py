"""`code_size`: the code has exactly as many values as the exercise asks for."""

from grader.assignment import CriterionSpec
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register
from grader.i18n import text
from grader.measurement import Measured
from grader.outcome import Outcome

__all__ = ["judge"]


@register("code_size")
@needs(Measured)
def judge(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """`params.exactly`: values per image that cross from the encoder's box to the decoder's.

    `params.other`: share of the points for another code that is smaller than the image; 0 without it.
    """
    wanted, size = int(spec.params["exactly"]), measured.code_size
    target = f"= {wanted}"
    if size == wanted:
        message = text("The decoder reconstructs each image from a code of {code} values, as asked.", code=size)
        return Judgement(Outcome.PASS, 1.0, message, float(size), target=target)
    if size >= measured.image_size:
        message = text(
            "There is no bottleneck: every cut between input and output carries at least {pixels} values per image, "
            "so the model can copy its input.",
            pixels=measured.image_size,
        )
        return Judgement(Outcome.FAIL, 0.0, message, float(size), target=target)
    message = text("The code has {code} values; the exercise asks for {wanted}.", code=size, wanted=wanted)
    share = float(spec.params.get("other", 0.0))
    return Judgement(Outcome.PARTIAL if share else Outcome.FAIL, share, message, float(size), target=target)

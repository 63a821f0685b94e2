"""`shows_output`: a figure of the notebook shows images beside what this very model makes of them."""

from grader.assignment import CriterionSpec
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register
from grader.i18n import Text, text
from grader.measurement import Measured
from grader.metrics.drawn import find_pairs
from grader.outcome import Outcome

__all__ = ["judge"]


@register("shows_output")
@needs(Measured)
def judge(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """`params.pairs`: how many images are to stand beside the model's output for them; fewer earn a part.

    Every image drawn was shown to the model again: a pair is an image and the model's own answer to it.
    """
    wanted = int(spec.params.get("pairs", 1))
    target = f">= {wanted}"
    pictures = case.pictures
    found = find_pairs(pictures.tiles, pictures.answers) if pictures else None
    if found is None or found.count == 0:
        return Judgement(Outcome.FAIL, 0.0, _why(found.reason if found else "no_images"), 0.0, target=target)
    message = text("A figure shows {n} images beside what this model makes of them.", n=found.count)
    share = min(1.0, found.count / wanted)
    return Judgement(Outcome.PASS if share == 1 else Outcome.PARTIAL, share, message, float(found.count), target=target)


def _why(reason: str | None) -> Text:
    if reason == "no_images":
        return text("The notebook draws no images: show some inputs beside their reconstructions.")
    return text("Images are drawn, but none of them is what this model makes of another one in the same figure.")

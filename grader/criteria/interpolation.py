"""`interpolation`: a figure shows the way from the code of one image to that of another, decoded step by step."""

from grader.assignment import CriterionSpec
from grader.criteria.decoded_codes import Drawn, drawn_codes, first_training_images, image_codes, scale_of
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register
from grader.i18n import text
from grader.measurement import Codes, Measured
from grader.metrics.drawn import find_line, is_known
from grader.outcome import Outcome

__all__ = ["judge"]


@register("interpolation", asks=first_training_images)
@needs(Measured)
def judge(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """`params.steps`: codes on the line at least, its ends among them; fewer, or ends that are no mean, earn half."""
    wanted = int(spec.params["steps"])
    target = f">= {wanted}"
    drawn = list(drawn_codes(case.pictures)) if case.pictures is not None else []
    known = image_codes(spec, case, measured)
    lines = [line for one in drawn if len(line := _line(one, known)) >= 3]
    if not lines:
        message = text(
            "No figure shows decoded codes that lie evenly on the line between two codes: z = (1 - t) · z1 + t · z2, "
            "decoded for each t and drawn in order. Mixing pixels, or drawing reconstructions, is something else."
        )
        return Judgement(Outcome.FAIL, 0.0, message, 0.0, target=target, absent=True)
    joining = [line for line in lines if _between_images(line, known)]
    longest = max(joining or lines, key=len)
    steps = float(len(longest))
    if not joining:
        message = text(
            "A figure shows {n} decoded codes on a line, but its ends are the codes of no image: take the means "
            "(z_mean) of two test images, not samples of them.",
            n=len(longest),
        )
        return Judgement(Outcome.PARTIAL, 0.5, message, steps, target=target, absent=True)
    message = text("A figure shows {n} decoded codes on the line between those of two images.", n=len(longest))
    if len(longest) >= wanted:
        return Judgement(Outcome.PASS, 1.0, message, steps, target=target)
    return Judgement(Outcome.PARTIAL, 0.5, message, steps, target=target)


def _line(drawn: Drawn, known: Codes) -> Codes:
    start, count = find_line(drawn.codes, scale_of(known, drawn.codes))
    return drawn.codes[start : start + count]


def _between_images(line: Codes, known: Codes) -> bool:
    scale = scale_of(known, line)
    return is_known(line[0], known, scale) and is_known(line[-1], known, scale)

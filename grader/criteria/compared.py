"""`compared`: two models of a task stand beside each other, in figures or in one figure."""

from typing import Final

from grader.assignment import CriterionSpec
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, Pictures, register
from grader.criteria.shown import numbers_about
from grader.criteria.shows_numbers import NUMBERS
from grader.i18n import text
from grader.measurement import Measured
from grader.metrics.drawn import DrawnPairs, find_pairs
from grader.outcome import Outcome

__all__ = ["judge"]

_PAIRS: Final = 3
_TOLERANCE: Final = 0.05


@register("compared")
@needs(Measured)
def judge(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """Both errors, as measured, are shown; or one figure has reconstructions by both. `params.with`: the rival's id."""
    rival = case.rivals[str(spec.params["with"])]
    if rival.measured is None:
        return Judgement(Outcome.SKIPPED, 0.0, rival.problem or text("There was no model to compare with."))
    if _both_shown(case, measured.error, rival.measured.error):
        message = text(
            "The notebook shows both errors, as measured: {a:.4f} and {b:.4f}.",
            a=measured.error,
            b=rival.measured.error,
        )
        return Judgement(Outcome.PASS, 1.0, message)
    own, other = (_figures(pictures) for pictures in (case.pictures, rival.pictures))
    if own & other:
        return Judgement(Outcome.PASS, 1.0, text("One figure shows what both models make of the same images."))
    message = text(
        "Nothing compares the two models: print the MSE of both on the test images ({a:.4f} and {b:.4f}), or draw the "
        "reconstructions of both in one figure.",
        a=measured.error,
        b=rival.measured.error,
    )
    return Judgement(Outcome.FAIL, 0.0, message)


def _both_shown(case: Case, own: float, rival: float) -> bool:
    """Whether two numbers are shown, one for each error; two errors that are alike are no single number."""
    shown = numbers_about(case, NUMBERS["error"].words)
    places = [
        {
            place
            for place, number in enumerate(shown)
            if any(abs(meant - error) <= _TOLERANCE * error for meant in number)
        }
        for error in (own, rival)
    ]
    return all(places) and len(places[0] | places[1]) > 1


def _figures(pictures: Pictures | None) -> set[int]:
    """The figures that show some images beside what the model makes of them."""
    if pictures is None:
        return set()
    found = set()
    for number, (tiles, answers) in enumerate(zip(pictures.tiles, pictures.answers, strict=True)):
        pairs = find_pairs([tiles], [answers], tolerance=0.01)
        if isinstance(pairs, DrawnPairs) and pairs.pairs >= _PAIRS:
            found.add(number)
    return found

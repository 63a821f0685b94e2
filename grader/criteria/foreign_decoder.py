"""`foreign_decoder`: another model's decoder does not bring back what the first one encoded.

The lesson S06 (encriptación y seguridad): without the autoencoder's own decoder the data cannot be reconstructed. The
criterion is about the rival, whose decoder is given the codes of the task's own model.
"""

from typing import Final

from grader.assignment import CriterionSpec
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register, verdict
from grader.criteria.shows_numbers import number
from grader.i18n import text
from grader.measurement import Challenge, Codes, Measured, Question
from grader.metrics.reconstruction import reconstruction_error
from grader.outcome import Outcome

__all__ = ["foreign_error", "judge"]

#: Codes that are given to the other decoder.
_CODES: Final = 1_000


def _ask(spec: CriterionSpec, challenge: Challenge) -> Question | None:
    if challenge.own is None:
        return None
    given = challenge.own.code[:_CODES]

    def codes(test: Codes, shown: Codes) -> Codes:
        return given if test.shape[1] == given.shape[1] else test[:0]

    return Question(("foreign codes", given), codes=codes)


@register("foreign_decoder", asks=_ask)
@needs(Measured)
def judge(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """Error of the images that the other decoder makes of the codes, over that of the mean image."""
    error = foreign_error(measured, spec.id)
    if error is None:
        message = text(
            "The codes of the first model do not even fit the other decoder: give both models codes of the same size, "
            "so that only the weights are the key."
        )
        return Judgement(Outcome.FAIL, 0.0, message, target=spec.bounds.describe() if spec.bounds else "")
    value = error / max(measured.mean_image_error, 1e-12)
    message = text(
        "The other decoder makes of the codes images with an error of {error:.4f}, {ratio:.1f} times that of the mean "
        "image.",
        error=error,
        ratio=value,
    )
    return verdict(spec, value, message)


def foreign_error(measured: Measured, name: str) -> float | None:
    """Error of the foreign codes as `measured` decodes them, by the criterion that asked; None without any."""
    answer = measured.answers.get(name)
    if answer is None or not len(answer.decoded):
        return None
    return float(reconstruction_error(measured.images[: len(answer.decoded)], answer.decoded).mean())


@number(
    "foreign_error",
    r"otr[oa]|other|ajen|foreign|equivoc|wrong|sin (?:la )?(?:clave|llave)|without",
    text("the error through the other decoder"),
)
def _shown(case: Case, measured: Measured) -> float | None:
    found = (
        foreign_error(rival.measured, name)
        for rival in case.rivals.values()
        if rival.measured is not None
        for name in rival.measured.answers
    )
    return next((error for error in found if error is not None), None)

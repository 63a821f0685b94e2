"""`integrity`: the model is what its figures claim, as far as a few more questions can tell."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from grader.assignment import CriterionSpec
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register
from grader.criteria.wording import normal_class
from grader.i18n import Text, text
from grader.measurement import Detection, Measured, Probes
from grader.outcome import Outcome

__all__ = ["BOUNDS", "judge"]

#: Bounds by the names of `Probes`; docs/architecture.md has what honest models and cheats reach.
BOUNDS: Final[Mapping[str, Any]] = {
    "perturbed": 1.5,
    "perturbed_auc": 0.05,
    "company": 0.01,
    "white_noise": 0.7,
    "copies": 0.1,
    "unseen": 0.87,
    "others": [0.5, 1.5],
}


@register("integrity")
@needs(Measured)
def judge(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """Every probe within its bound, else a person looks: no probe is a proof.

    `params`: bounds that differ from the usual: `perturbed`, `perturbed_auc`, `company`, `copies` at most,
    `white_noise` and `unseen` at least, `others` a pair between which it must lie.
    """
    probes, target = measured.probes, "= 0"
    if probes is None:
        raise ValueError("integrity needs a measurement with probes")
    found = list(_disagreements(probes, {**BOUNDS, **spec.params}, measured))
    if case.remembered:
        found.append(
            text(
                "{n} rows of the model's weights are images of the dataset: it keeps them instead of learning them.",
                n=case.remembered,
            )
        )
    replayed = case.replayed
    if replayed is not None and replayed.differs:
        found.append(replayed.told)
    if found and replayed is not None and replayed.agrees:
        message = text("{doubt} But {repeated}", doubt=_together(found), repeated=replayed.told)
        return Judgement(Outcome.PASS, 1.0, message, 0.0, target=target)
    if not found:
        message = text(
            "The model is the same under other questions: perturbed copies of the test images, other batches, white "
            "noise, images of train."
        )
        return Judgement(Outcome.PASS, 1.0, message, 0.0, target=target)
    if replayed is not None and replayed.impossible is not None:
        found.append(replayed.told)
    message = text("{first} A person should look before this counts.", first=_together(found))
    return Judgement(Outcome.UNVERIFIED, 0.0, message, float(len(found)), target=target, review=True)


def _together(sentences: Sequence[Text]) -> Text:
    message = sentences[0]
    for more in sentences[1:]:
        message = text("{first} {second}", first=message, second=more)
    return message


def _disagreements(probes: Probes, bounds: Mapping[str, Any], measured: Measured) -> Iterator[Text]:
    """One sentence for each probe beyond its bound; NaN is beyond any."""
    if not probes.perturbed <= bounds["perturbed"]:
        yield text(
            "On slightly perturbed copies of the test images the error is {times:.1f} times as large.",
            times=probes.perturbed,
        )
    if not probes.company <= bounds["company"]:
        yield text(
            "What it makes of an image depends on the images beside it in the batch: it moves by {move:.3f} per pixel.",
            move=probes.company,
        )
    if not probes.white_noise >= bounds["white_noise"]:
        yield text(
            "It gives back white noise with {share:.2f} times the least error that {code} values allow: they carry "
            "more than a number each.",
            share=probes.white_noise,
            code=measured.code_size,
        )
    if not probes.copies <= bounds["copies"]:
        yield text(
            "{percent:.0f} % of its answers are images of the dataset to the last pixel, not reconstructions.",
            percent=100 * probes.copies,
        )
    if not probes.unseen >= bounds["unseen"]:
        yield text(
            "The error on images of the test split is {share:.2f} times that on images of train: it knows the test "
            "split.",
            share=probes.unseen,
        )
    if isinstance(measured, Detection):
        yield from _of_detector(probes, bounds, measured)


def _of_detector(probes: Probes, bounds: Mapping[str, Any], measured: Detection) -> Iterator[Text]:
    if probes.perturbed_auc is not None and not probes.perturbed_auc <= bounds["perturbed_auc"]:
        yield text(
            "On slightly perturbed copies of the test images the ROC-AUC falls by {fall:.3f}.",
            fall=probes.perturbed_auc,
        )
    low, high = bounds["others"]
    if probes.others is not None and not low <= probes.others <= high:
        yield text(
            "Other classes come back with {times:.2f} times the error of a model that learnt only {name}: it has "
            "learnt something about them.",
            times=probes.others,
            name=normal_class(measured),
        )

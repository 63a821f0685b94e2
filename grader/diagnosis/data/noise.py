"""Pairs of a denoiser: noise in the target, noise nowhere, one noise for all, the pair turned around."""

from collections.abc import Iterator

from grader.diagnosis.finding import DATA, Finding
from grader.diagnosis.symptoms import Part, Symptoms
from grader.diagnosis.trainings import model_name, training_place
from grader.i18n import text

__all__ = ["noisy_target", "same_mask"]


def noisy_target(symptoms: Symptoms) -> Iterator[Finding]:
    """The denoiser's last training had noise in its targets, none anywhere or one for all, as its images show."""
    for part in symptoms.parts:
        if part.task.measure.kind == "denoising" and part.lost("trained_to_denoise", "salt_pepper"):
            yield from _wrong_pair(symptoms, part)


def same_mask(symptoms: Symptoms) -> Iterator[Finding]:
    """A model that is to impute misses pixels that it was never trained to, as its training always missed the same."""
    for part in symptoms.parts:
        last = part.last
        if not part.lost("imputation") or last is None or last.noise is None or not last.noise.fixed:
            continue
        yield Finding(
            code="same-mask",
            weight=DATA,
            task=part.task.id,
            place=training_place(symptoms, last.event),
            symptom=text("It fills in certain pixels only."),
            cause=text("The mask has the shape of one image: in every image the same pixels were missing."),
            fix=text("Draw a mask for each image."),
            code_fix="mask = np.random.default_rng(0).random(x_train.shape) < 0.3",
        )


def _wrong_pair(symptoms: Symptoms, part: Part) -> Iterator[Finding]:
    last = part.last
    if last is None:
        return
    found = last.provenance
    fix = text("Give `fit` the noisy images as x and the clean ones as y.")
    code_fix = f"{model_name(part)}.fit(x_train_noisy, x_train, epochs=10, batch_size=128)"
    if found.target == "same" and found.noise is not None:
        code, cause = "noisy-target", text("Input and target are the same noisy images: the noise is to be copied too.")
    elif found.target == "noisy" and found.noise is not None:
        code, cause = "noisy-target", text("The target carries noise of its own, which nobody can predict.")
    elif found.target == "noisy":
        code, cause = "pair-reversed", text("The pair is turned around: clean images go in, noisy ones are the target.")
    elif last.noise is not None and last.noise.fixed:
        code, cause = "same-noise", text("The noise has the shape of one image: every image was given the same.")
        fix = text("Draw the noise with the shape of all images.")
        code_fix = "noise = np.random.default_rng(0).normal(0, 0.5, size=x_train.shape)"
    elif found.target in ("same", "none") and last.noise is None:
        code, cause = "no-noise", text("Input and target are the same clean images: no noise was ever to be removed.")
    else:
        return
    yield Finding(
        code=code,
        weight=DATA,
        task=part.task.id,
        place=training_place(symptoms, last.event),
        measured=text("noise of {sd:.2f} in the input", sd=last.noise.sd) if last.noise else None,
        symptom=text("It was not trained to remove noise."),
        cause=cause,
        fix=fix,
        code_fix=code_fix,
        explains=frozenset({"single-epoch", "loss-still-falling", "sigmoid-range"}),  # noise leaves every range
    )

"""Trained on the wrong images: of the test split, of other classes, or with something else as target."""

from collections.abc import Iterator
from math import prod
from typing import Final

from grader.diagnosis.finding import DATA, Finding
from grader.diagnosis.symptoms import Part, Symptoms
from grader.diagnosis.trainings import model_name, training_place
from grader.i18n import Text, text
from grader.matching import Traced

__all__ = ["wrong_images", "wrong_target"]

_PIXELS: Final = 784
_FOLLOW: Final = frozenset({"loss-still-falling", "blurred"})


def wrong_images(symptoms: Symptoms) -> Iterator[Finding]:
    """A training of the graded model saw images of the test split, or of classes that are not the normal one."""
    for part in symptoms.parts:
        if part.lost("trained_on"):
            yield from _tested(symptoms, part)
            yield from _classes(symptoms, part)


def _tested(symptoms: Symptoms, part: Part) -> Iterator[Finding]:
    guilty = next((t for t in part.case.history if any(origin.test for origin in t.origins)), None)
    if guilty is None:
        return
    yield Finding(
        code="trained-on-test",
        weight=DATA + 3,
        task=part.task.id,
        place=training_place(symptoms, guilty.event),
        measured=text("{n} images of the test split", n=max(sum(origin.test.values()) for origin in guilty.origins)),
        symptom=text("The training saw images that the model is tested on."),
        cause=text("What it was trained on it reconstructs better, so its error on them says nothing of new images."),
        fix=text("Take the training images from the training split alone."),
        code_fix=_training(part),
        explains=_FOLLOW,
    )


def _classes(symptoms: Symptoms, part: Part) -> Iterator[Finding]:
    """For a detector: images of classes that are to be the anomaly."""
    if part.task.measure.kind != "detection":
        return
    normal = part.task.measure.normal_class
    seen = [(traced, _labels(traced)) for traced in part.case.history]
    wrong = [(t, labels) for t, labels in seen if (labels - {normal} if normal is not None else len(labels) > 1)]
    if not wrong:
        return
    guilty, labels = wrong[0]
    told = ", ".join(str(label) for label in sorted(labels)[:10])
    if normal is not None and normal not in labels and len(labels) == 1:
        cause: Text = text("It learns to draw another class than the normal one, which then looks like the anomaly.")
    else:
        cause = text("What it was trained on it reconstructs well: an anomaly it has seen is none.")
    yield Finding(
        code="trained-on-other-classes",
        weight=DATA + 2,
        task=part.task.id,
        place=training_place(symptoms, guilty.event),
        measured=text("classes {labels}", labels=told),
        symptom=text("The detector was trained on other classes than the normal one alone."),
        cause=cause,
        fix=text("Choose the images of the normal class before training."),
        code_fix=_training(part),
        explains=_FOLLOW | {"auc-other-class"},
    )


def _labels(traced: Traced) -> set[int]:
    return {label for origin in traced.origins for label in (*origin.train, *origin.test)}


def _training(part: Part) -> str:
    """Lines that choose the right images; the class is the rubric's, or left to the student."""
    name = model_name(part)
    if part.task.measure.kind == "denoising":
        return f"{name}.fit(x_train_noisy, x_train, epochs=10, batch_size=128)"
    if part.task.measure.kind != "detection":
        return f"{name}.fit(x_train, x_train, epochs=10, batch_size=128)"
    label = part.task.measure.normal_class
    chosen = "0]  # or whichever class is normal to you" if label is None else f"{label}]"
    return f"normal = x_train[y_train == {chosen}\n{name}.fit(normal, normal, epochs=12, batch_size=128)"


def wrong_target(symptoms: Symptoms) -> Iterator[Finding]:
    """A training whose target was not the image: labels, or the image turned into something else."""
    for part in symptoms.parts:
        wrong = (t for t in part.case.history if t.provenance.target in ("inverted", "other") and not t.of_codes)
        guilty = next(wrong, None)
        if guilty is None or not part.lost("trained_on"):
            continue
        given = guilty.event.y
        if given is not None and prod(given.shape) < _PIXELS:
            cause = text("The second argument of `fit` holds labels; an autoencoder is shown the image itself.")
        elif guilty.provenance.target == "inverted":
            cause = text("The second argument of `fit` holds images with their grey levels turned around.")
        else:
            cause = text("The second argument of `fit` holds other images than the first.")
        yield Finding(
            code="wrong-target",
            weight=DATA + 4,
            task=part.task.id,
            place=training_place(symptoms, guilty.event),
            symptom=text("The target of the training is not the image that goes in."),
            cause=cause,
            fix=text("Give the same images twice."),
            code_fix=_training(part),
            explains=_FOLLOW | {"trained-on-other-classes"},
        )

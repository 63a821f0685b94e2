"""What a model is asked, as its own training decides where the rubric leaves it open."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from grader.assignment import Measure
from grader.datasets import Dataset
from grader.errors import StudentFault
from grader.i18n import text
from grader.matching import Traced
from grader.measurement import Challenge
from grader.provenance import Noise

__all__ = ["challenge_for"]

_GAUSSIAN: Final = Noise(sd=0.5, clipped=False)
#: Share of the pixels that masking noise sets to 0.
_MASKED: Final = 0.3
#: Images that show what noise does to each grey level.
_SHOWN: Final = 200


def challenge_for(measure: Measure, history: Sequence[Traced], known: Mapping[str, Dataset], seed: int) -> Challenge:
    """The dataset, class and noise that the rubric names, else those of the training.

    Args:
        history: the trainings of the model, in order.
        known: the datasets by the name they were asked for; a stand-in has another name of its own.

    Raises:
        StudentFault: the training does not tell.
    """
    dataset = known[measure.dataset] if measure.dataset else _dataset(history, known)
    normal, noise = measure.normal_class, None
    if measure.kind == "detection" and normal is None:
        normal = _most_trained(history)
    if measure.kind == "denoising":
        seen = (traced.noise for traced in reversed(history) if traced.noise)
        noise = next(seen, _GAUSSIAN if measure.noise == "gaussian" else _masking(dataset))
    return Challenge(measure.kind, dataset, normal_class=normal, noise=noise, seed=seed)


def _masking(dataset: Dataset) -> Noise:
    raw = dataset.x_train[:_SHOWN]
    clean = raw / 255.0
    noisy = np.where(np.random.default_rng(0).random(raw.shape) < _MASKED, 0.0, clean)
    return Noise.seen(float((noisy - clean).std()), True, raw, noisy)


def _dataset(history: Sequence[Traced], known: Mapping[str, Dataset]) -> Dataset:
    names = [origin.dataset for traced in reversed(history) for origin in traced.origins if origin.dataset]
    for name in names:
        found = next((dataset for dataset in known.values() if dataset.name == name), None)
        if found is not None:
            return found
    if any(traced.noise for traced in history):
        raise StudentFault(
            text("The training saw no clean image, so it cannot be told which images they are."),
            text("Give `fit` the noisy images as x and the clean ones as y."),
        )
    raise StudentFault(
        text("The images of the training were not recognised, so the model cannot be given test images like them."),
        text("Train on the images of the assignment's dataset, scaled as a whole (for example divided by 255)."),
    )


def _most_trained(history: Sequence[Traced]) -> int:
    counts: Counter[int] = Counter()
    for origin in (origin for traced in history for origin in traced.origins):
        counts |= Counter(origin.train) | Counter(origin.test)
    return counts.most_common(1)[0][0] if counts else 0

"""Test images above what the model makes of them, as small pictures."""

import base64
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import log10
from typing import Final

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray

from grader.i18n import Lang, Text, render, text
from grader.measurement import Denoising, Detection
from grader.report.figures import TaskFigures
from grader.report.svg import grey_png

__all__ = ["Example", "Strip", "how_to_read", "strips"]

_COUNT: Final = 8  # images in a strip
_RULE: Final = 0.5  # brightness of the line between two images


@dataclass(frozen=True)
class Example:
    """An image above its reconstruction; of a denoiser with the noisy image between them.

    Attributes:
        picture: a PNG as data URI, `height` pixels high and 28 wide.
        name: its class; None where the strip's title says it.
        gain: of a denoiser, over the noisy image, in dB.
    """

    picture: Markup
    height: int
    alternative: str
    error: str
    name: str | None
    gain: str | None


@dataclass(frozen=True)
class Strip:
    """Examples that belong together."""

    title: str
    examples: list[Example]


def how_to_read(figures: TaskFigures, lang: Lang) -> str:
    """What stands where in a picture."""
    if isinstance(figures.measured, Denoising):
        told = text(
            "From top to bottom: the clean image, the noisy one that the model was shown, and what it makes of it; the "
            "numbers are the mean squared error that is left, and the gain over the noisy image."
        )
    else:
        told = text("Above the original, below what the model makes of it; the number is the mean squared error.")
    return render(told, lang)


def strips(figures: TaskFigures, lang: Lang) -> Iterator[Strip]:
    """Best, median and worst; of a detector within its normal class, then the best and worst of each other class."""
    named = not isinstance(figures.measured, Detection)
    chosen = _extremes(figures) if named else _by_class(figures, lang)
    for title, indices in chosen:
        examples = [_example(figures, int(index), lang) for index in indices]
        if examples:
            yield Strip(render(title, lang), examples)


def _extremes(figures: TaskFigures) -> Iterator[tuple[Text, Iterable[int]]]:
    best, median, worst = _three(_by_error(figures))
    yield text("Best reconstructed"), best
    yield text("Around the median"), median
    yield text("Worst reconstructed"), worst


def _by_class(figures: TaskFigures, lang: Lang) -> Iterator[tuple[Text, Iterable[int]]]:
    detection = figures.measured
    assert isinstance(detection, Detection)
    by_error, name = _by_error(figures), figures.name_of(detection.normal_class, lang)
    best, median, worst = _three(by_error[detection.normal[by_error]])
    yield text("Best reconstructed: {name}", name=name), best
    yield text("Around the median: {name}", name=name), median
    yield text("Worst reconstructed: {name}", name=name), worst
    others = by_error[~detection.normal[by_error]]
    members = [others[detection.labels[others] == label] for label in np.unique(detection.labels[others])]
    yield text("Other classes: the best reconstructed of each"), [indices[0] for indices in members]
    yield text("Other classes: the worst reconstructed of each"), [indices[-1] for indices in members]


def _by_error(figures: TaskFigures) -> NDArray[np.int64]:
    return figures.finite[np.argsort(figures.measured.errors[figures.finite], kind="stable")]


def _three(by_error: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    middle = max(0, (len(by_error) - _COUNT) // 2)
    return by_error[:_COUNT], by_error[middle : middle + _COUNT], by_error[-_COUNT:]


def _example(figures: TaskFigures, index: int, lang: Lang) -> Example:
    measured = figures.measured
    rows = [measured.images[index], measured.reconstructions[index]]
    name, error = figures.name_of(int(measured.labels[index]), lang), f"{measured.errors[index]:.4f}"
    gain = None
    alternative = text("{name}: original above, reconstruction below; MSE {error}", name=name, error=error)
    if isinstance(measured, Denoising):
        rows.insert(1, measured.noisy[index])
        alternative = text("{name}: clean, noisy, and denoised; MSE {error}", name=name, error=error)
        gain = f"{_gain(measured, index):.1f} dB"
    within = isinstance(measured, Detection) and measured.normal[index]
    stacked = _stacked(rows)
    return Example(_picture(stacked), len(stacked), render(alternative, lang), error, None if within else name, gain)


def _gain(measured: Denoising, index: int) -> float:
    """Of one image, in dB, as `Denoising.gain` is of all."""
    noisy = float(np.mean((measured.noisy[index].astype(np.float64) - measured.images[index]) ** 2))
    return 10 * log10(max(noisy, 1e-12) / max(float(measured.errors[index]), 1e-12))


def _stacked(rows: list[NDArray[np.float32]]) -> NDArray[np.float32]:
    rule = np.full_like(rows[0][:1], _RULE)
    return np.vstack([part for row in rows for part in (rule, row)][1:])


def _picture(image: NDArray[np.float32]) -> Markup:
    return Markup("data:image/png;base64,{}").format(base64.b64encode(grey_png(image)).decode("ascii"))

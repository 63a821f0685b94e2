"""Test images above their reconstructions, as small pictures."""

import base64
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from grader.i18n import Lang, Text, render, text
from grader.report.figures import DetectionFigures
from grader.report.plain import plain_line

__all__ = ["Pair", "Strip", "strips"]

_COUNT: Final = 8  # pairs per strip of the normal class
_RULE: Final = 0.5  # brightness of the line between an original and its reconstruction


@dataclass(frozen=True)
class Pair:
    """An original above its reconstruction: a PNG as data URI, its alternative text, its error and its class.

    `name` is None within the normal class, where the strip's title says it.
    """

    picture: str
    alternative: str
    error: str
    name: str | None


@dataclass(frozen=True)
class Strip:
    """Pairs that belong together."""

    title: str
    pairs: list[Pair]


def strips(figures: DetectionFigures, lang: Lang) -> Iterator[Strip]:
    """Best, median and worst of the normal class; the best and the worst of each other class."""
    by_error = figures.finite[np.argsort(figures.errors[figures.finite], kind="stable")]
    normal = by_error[figures.normal[by_error]]
    name = plain_line(figures.normal_name)
    middle = max(0, (len(normal) - _COUNT) // 2)
    chosen: list[tuple[Text, Iterable[int]]] = [
        (text("Best reconstructed: {name}", name=name), normal[:_COUNT]),
        (text("Around the median: {name}", name=name), normal[middle : middle + _COUNT]),
        (text("Worst reconstructed: {name}", name=name), normal[-_COUNT:]),
    ]
    others = by_error[~figures.normal[by_error]]
    members = [others[figures.labels[others] == label] for label in np.unique(figures.labels[others])]
    chosen += [
        (text("Other classes: the best reconstructed of each"), [indices[0] for indices in members]),
        (text("Other classes: the worst reconstructed of each"), [indices[-1] for indices in members]),
    ]
    for title, indices in chosen:
        pairs = [_pair(figures, int(index), lang) for index in indices]
        if pairs:
            yield Strip(render(title, lang), pairs)


def _pair(figures: DetectionFigures, index: int, lang: Lang) -> Pair:
    name = plain_line(figures.class_names[int(figures.labels[index])])
    error = f"{figures.errors[index]:.4f}"
    alternative = text("{name}: original above, reconstruction below; MSE {error}", name=name, error=error)
    return Pair(_picture(figures, index), render(alternative, lang), error, None if figures.normal[index] else name)


def _picture(figures: DetectionFigures, index: int) -> str:
    from matplotlib.image import imsave

    original = figures.images[index]
    stacked = np.vstack([original, np.full_like(original[:1], _RULE), figures.reconstructions[index]])
    content = io.BytesIO()
    imsave(content, np.clip(np.nan_to_num(stacked), 0.0, 1.0), cmap="gray", vmin=0.0, vmax=1.0, format="png")
    return "data:image/png;base64," + base64.b64encode(content.getvalue()).decode("ascii")

"""A sheet of small pictures, drawn as one."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray

from grader.i18n import Lang, Text, render
from grader.report.svg import grey_png

__all__ = ["Sheet", "sheet"]

_GAP: Final = 2  # pixels between two pictures
_PAPER: Final = 0.5  # their brightness


@dataclass(frozen=True)
class Sheet:
    """A picture with its title and caption; `picture` is a PNG as data URI, `columns` how many pictures it is wide."""

    title: str
    picture: Markup
    columns: int
    width: int
    height: int
    alternative: str
    caption: str


def sheet(title: Text, rows: Sequence[NDArray[np.floating]], caption: Text, lang: Lang) -> Sheet:
    """Rows of images (m, 28, 28) on the 0..1 scale, the first of each at the left; at least one image in all."""
    columns = max(map(len, rows))
    lines = [_line(row, columns) for row in rows]
    rule = np.full((_GAP, lines[0].shape[1]), _PAPER)
    canvas = np.vstack([part for line in lines for part in (rule, line)][1:])
    data = base64.b64encode(grey_png(canvas)).decode("ascii")
    said, told = render(title, lang), render(caption, lang)
    return Sheet(
        said,
        Markup("data:image/png;base64,{}").format(data),
        columns,
        canvas.shape[1],
        canvas.shape[0],
        f"{said}. {told}",
        told,
    )


def _line(images: NDArray[np.floating], columns: int) -> NDArray[np.float64]:
    height, width = images.shape[1:]
    line = np.full((height, columns * (width + _GAP) - _GAP), _PAPER)
    for place, image in enumerate(images):
        line[:, place * (width + _GAP) : place * (width + _GAP) + width] = image
    return line

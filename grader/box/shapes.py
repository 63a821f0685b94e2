"""From shapes on a canvas back to numbers: bars to bins, outlines and fillings to heights."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from .series import Floats, bin_edges

__all__ = ["Bars", "bins_of_bars", "function_of", "heights_of_outline"]

#: Bars nearer than this share of their width touch.
_TOUCH = 1e-3


@dataclass(frozen=True)
class Bars:
    """One series of bars along an axis, sorted: `left`, `width` and `height` are all (n,)."""

    left: Floats
    width: Floats
    height: Floats

    @property
    def centre(self) -> Floats:
        """Middle of each bar."""
        return self.left + self.width / 2

    @property
    def touching(self) -> bool:
        """Whether bars fill their bins: at least the nearest two touch, and none overlap."""
        if len(self.left) < 2:
            return True
        gap = (self.left[1:] - self.left[:-1] - self.width[:-1]) / self.width[:-1]
        return bool(abs(gap.min()) < _TOUCH)


def bins_of_bars(bars: Bars, others: list[Bars]) -> tuple[Floats, Floats]:
    """Edges (n+1,) and heights (n,) of `bars`; `others` are the further series of bars in the same axes.

    Bars that stand side by side in one bin, or apart from each other, get back the whole bin.
    """
    if bars.touching:
        return _with_gaps(bars)
    centre = bars.centre
    side_by_side = [other.centre for other in others if _same_bins(bars, other)]
    return bin_edges(np.mean([centre, *side_by_side], axis=0)), bars.height


def heights_of_outline(x: Floats, y: Floats) -> tuple[Literal["steps", "curve"], Floats, Floats] | None:
    """A polygon that runs along x and back, read as heights over its own lower side; an open outline, over 0.

    Returns:
        `steps` with edges (n+1,) and heights (n,), or `curve` with x and heights (n,); None if it is neither.
    """
    turn = len(x) - 1 - int(np.argmax(x[::-1]))
    there, back = slice(None, turn + 1), slice(turn, None)
    if turn == 0 or np.any(np.diff(x[there]) < 0) or np.any(np.diff(x[back]) > 0):
        return None
    upright = np.isclose(np.diff(x), 0, atol=1e-9 * np.ptp(x)) | (np.diff(y) == 0)
    places = np.unique(x)
    stepped = bool(upright.all()) and len(x) > len(places)
    at = (places[1:] + places[:-1]) / 2 if stepped else places
    lower = np.interp(at, x[back][::-1], y[back][::-1]) if turn < len(x) - 1 else 0.0
    heights = np.abs(np.interp(at, x[there], y[there]) - lower)
    if not stepped:  # both ends may be upright edges
        heights[[0, -1]] = [np.ptp(y[x == end]) for end in places[[0, -1]]]
    return ("steps" if stepped else "curve"), places, heights


def function_of(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """The pair, swapped where only y runs one way: a histogram laid on its side."""
    return (y, x) if not _monotone(x) and _monotone(y) else (x, y)


def _monotone(values: Floats) -> bool:
    steps = np.diff(values)
    return bool(len(steps) and (np.all(steps > 0) or np.all(steps < 0)))


def _with_gaps(bars: Bars) -> tuple[Floats, Floats]:
    """Touching bars as bins; where empty bars were left out there are bins of height 0."""
    edges, heights = [bars.left[0]], []
    for left, width, height in zip(bars.left, bars.width, bars.height, strict=True):
        if left - edges[-1] > _TOUCH * width:
            edges.append(left)
            heights.append(0.0)
        edges.append(left + width)
        heights.append(height)
    return np.array(edges), np.array(heights)


def _same_bins(bars: Bars, other: Bars) -> bool:
    if len(other.left) != len(bars.left) or other.touching:
        return False
    spacing = np.median(np.diff(bars.left))
    return bool(np.all(np.abs(other.centre - bars.centre) < spacing))

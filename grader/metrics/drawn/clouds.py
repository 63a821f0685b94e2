"""Scatters as they were drawn: their points, and which of them have one colour."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from grader.exchange.evidence import Panel, Series

__all__ = ["Cloud", "clouds"]

#: Fewer points are no scatter: markers on a curve, say.
_LEAST_POINTS: Final = 30


@dataclass(frozen=True)
class Cloud:
    """Points (m, 2) with their groups (m,) out of 0..n-1; `count` were drawn, in so many different `colours`."""

    points: NDArray[np.float64]
    groups: NDArray[np.int64]
    count: int
    colours: int


def clouds(panels: Sequence[Panel]) -> Iterator[Cloud]:
    """Scatters by themselves where they have colours, and all scatters of a panel together."""
    for panel in panels:
        drawn = [one for one in panel.series if one.kind == "points" and one.x]
        alone = [[one] for one in drawn if one.groups and len(drawn) > 1]
        for together in [*alone, drawn]:
            if sum(len(one.x) for one in together) >= _LEAST_POINTS:
                yield _cloud(together)


def _cloud(drawn: Sequence[Series]) -> Cloud:
    keys = [(number, group) for number, one in enumerate(drawn) for group in one.groups or [0] * len(one.x)]
    _, groups = np.unique(keys, axis=0, return_inverse=True)
    named = {one.colour for one in drawn if one.colour}
    return Cloud(
        points=np.array([point for one in drawn for point in zip(one.x, one.y, strict=True)]),
        groups=groups.ravel(),
        count=sum(one.count for one in drawn),
        colours=len(named) + sum(len(set(one.groups)) or 1 for one in drawn if not one.colour),
    )

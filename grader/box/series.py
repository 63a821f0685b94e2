"""Series of a figure as the evidence holds them: plain numbers, finite and few."""

from itertools import product
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["MAX_SERIES", "Kind", "bin_edges", "bounded", "label", "series", "step_edges"]

Kind = Literal["bars", "steps", "curve", "points"]
Floats = NDArray[np.float64]

MAX_SERIES = 200  # and panels, and texts: as the evidence allows
_MAX_BINS = 20_000
_MAX_POINTS = {"curve": 2_000, "points": 10_000}
_MAX_LABEL = 2_000
#: Numbers in all figures of a cell together, about 3 MB of JSON.
_MAX_NUMBERS = 200_000
_OF_POINTS = ("x", "y", "groups")


def series(
    kind: Kind, name: Any, x: ArrayLike, y: ArrayLike, *, count: int | None = None, colours: ArrayLike | None = None
) -> dict[str, Any] | None:
    """One `Series` of the evidence, or None where nothing finite is left of it.

    Args:
        kind: `bars` and `steps` have one edge in `x` more than heights in `y`.
        name: its label; anything that has a `str`.
        x: numbers; too many points of a scatter are cut off, of a curve thinned out.
        y: numbers, one for each point or bin.
        count: bins or points that were drawn; counted here unless told.
        colours: of each point of a scatter, where they differ: a number of a colour map, a name, or a row of RGBA.
    """
    xs, ys = _floats(x), _floats(y)
    groups = np.empty(0, dtype=np.int64)
    if kind in ("bars", "steps"):
        xs, ys = _finite_bins(xs, ys)
        drawn = len(ys)
    else:
        finite = np.isfinite(xs) & np.isfinite(ys)
        xs, ys = xs[finite], ys[finite]
        drawn, kept = len(xs), _MAX_POINTS[kind]
        groups = _groups(colours, finite)
        step = 1 if kind == "points" else max(1, -(-drawn // kept))
        xs, ys = xs[::step][:kept], ys[::step][:kept]
    if not drawn:
        return None
    return {
        "kind": kind,
        "label": label(name),
        "x": _short(xs),
        "y": _short(ys),
        "count": drawn if count is None else int(count),
        "colours": int(groups.max(initial=0)) + 1,
        "groups": groups[: len(xs)].tolist(),
    }


def label(name: Any) -> str:
    """`name` as text that JSON can carry and the evidence takes."""
    return str("" if name is None else name).encode("utf-8", "replace").decode()[:_MAX_LABEL]


def bin_edges(centres: Floats) -> Floats:
    """(n+1,) edges halfway between the n >= 1 sorted centres; a single one gets a bin of width 1."""
    if len(centres) == 1:
        return np.array([centres[0] - 0.5, centres[0] + 0.5])
    between = (centres[1:] + centres[:-1]) / 2
    return np.concatenate([[2 * centres[0] - between[0]], between, [2 * centres[-1] - between[-1]]])


def step_edges(x: Floats, y: Floats, where: Literal["pre", "mid", "post"]) -> tuple[Floats, Floats]:
    """Edges (n+1,) and heights (n,) of a step line through points (x, y).

    Who has n+1 edges and n counts draws one count twice: that one is no bin of its own.
    """
    if where == "mid" or len(x) < 2:
        return bin_edges(x), y
    if where == "post":
        return (x, y[:-1]) if y[-1] == y[-2] else (np.append(x, 2 * x[-1] - x[-2]), y)
    return (x, y[1:]) if y[0] in (y[1], 0) else (np.insert(x, 0, 2 * x[0] - x[1]), y)


def bounded(figures: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """`figures` cut to what a cell's evidence may hold; points of scatters are the first to go, counts stay."""
    figures = figures[-MAX_SERIES:]
    drawn = [one for figure in figures for panel in figure["panels"] for one in panel["series"]]
    left = _MAX_NUMBERS
    for one in (one for one in drawn if one["kind"] != "points"):
        left -= len(one["x"]) + len(one["y"])
        if left < 0:
            one["x"], one["y"] = [], []
    _share([one for one in drawn if one["kind"] == "points"], max(left, 0))
    return figures


def _share(scatters: list[dict[str, Any]], numbers: int) -> None:
    """Leave each of `scatters` its first points, as many as all of them can have within `numbers`."""
    points = _MAX_POINTS["points"]
    while points and sum(len(one[key][:points]) for one in scatters for key in _OF_POINTS) > numbers:
        points //= 2
    for one, key in product(scatters, _OF_POINTS):
        one[key] = one[key][:points]


def _floats(values: ArrayLike) -> Floats:
    masked: Any = np.ma.asarray(values)
    return np.asarray(np.ma.filled(masked.astype(np.float64), np.nan)).ravel()


def _groups(colours: ArrayLike | None, drawn: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The rank of the colour of each point drawn; empty where all are of one colour."""
    values = np.empty(0) if colours is None else np.asarray(colours)
    if len(values) != len(drawn) or not drawn.any():
        return np.empty(0, dtype=np.int64)
    distinct, groups = np.unique(values[drawn], axis=0, return_inverse=True)
    return groups.ravel()[: len(groups) if len(distinct) > 1 else 0]


def _finite_bins(edges: Floats, heights: Floats) -> tuple[Floats, Floats]:
    if len(edges) != len(heights) + 1 or not np.isfinite(edges).all() or len(heights) > _MAX_BINS:
        return np.empty(0), np.empty(0)
    return edges, np.where(np.isfinite(heights), heights, 0.0)


def _short(values: Floats) -> list[float]:
    """Nine digits: more than a drawing shows, half the JSON."""
    return [float(f"{value:.9g}") for value in values.tolist()]

"""What stands in a Plotly figure, read from its own objects. Imported only once Plotly is."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .hooks import attempt
from .pictures import grey, pictures
from .series import MAX_SERIES, Floats, bin_edges, label, series, step_edges
from .shapes import function_of

__all__ = ["describe"]

_MAX_BINS = 200
_STEPS = {"vh": "pre", "hvh": "mid", "vhv": "mid", "hv": "post"}
#: How far, in shares of the figure, a subplot's title may stand from the middle of its upper edge.
_NEAR = 0.06
_MAX_COLOUR = 200


def describe(figure: Any) -> dict[str, Any]:
    """`figure` as a `Figure` of the evidence: one panel for each pair of axes that carries traces.

    Its `pictures` are still an array or None.
    """
    panels: dict[tuple[str, str], list[Any]] = {}
    for trace in figure.data:
        place = (_get(trace, "xaxis") or "x", _get(trace, "yaxis") or "y")
        panels.setdefault(place, []).append(trace)
    panels = dict(list(panels.items())[:MAX_SERIES])
    images = {
        place: [image for trace in traces if (image := attempt(_image, trace)) is not None]
        for place, traces in panels.items()
    }
    return {
        "library": "plotly",
        "title": label(_text(figure.layout.title)),
        "panels": [_panel(figure.layout, place, traces, images[place]) for place, traces in panels.items()],
        "pictures": pictures(image for shown in images.values() for image in shown),
    }


def _image(trace: Any) -> NDArray[np.float32] | None:
    """The data of a heatmap or an image; None where there is none, or only an encoded picture."""
    data = _get(trace, "z") if trace.type in ("heatmap", "image") else None
    return None if data is None else grey(data)


def _panel(layout: Any, place: tuple[str, str], traces: list[Any], images: list[NDArray[np.float32]]) -> dict[str, Any]:
    x_axis, y_axis = (_get(layout, name[0] + "axis" + name[1:]) for name in place)
    notes = [(note, str(note.text)) for note in layout.annotations if note.text]
    legend = _text(_get(_get(layout, "legend"), "title"))
    names = [str(name) for trace in traces if (name := _get(trace, "name"))]
    found = [one for trace in traces for one in _read(trace) if one is not None]
    return {
        "title": label(_title(x_axis, y_axis, notes)),
        "xlabel": label(_text(_get(x_axis, "title"))),
        "ylabel": label(_text(_get(y_axis, "title"))),
        "texts": [label(text) for text in [legend, *names, *(text for _, text in notes)] if text][:MAX_SERIES],
        "log_x": _get(x_axis, "type") == "log",
        "images": sum(trace.type in ("heatmap", "image") for trace in traces),
        "image_shapes": [list(image.shape) for image in images[:MAX_SERIES]],
        "series": found[:MAX_SERIES],
    }


def _title(x_axis: Any, y_axis: Any, notes: list[tuple[Any, str]]) -> str:
    """The annotation that stands above these axes: so `make_subplots` and facets write a subplot's title."""
    left, right = _get(x_axis, "domain") or (0, 1)
    _, top = _get(y_axis, "domain") or (0, 1)
    for note, text in notes:
        if note.xref == "paper" and note.yref == "paper" and note.x is not None and note.y is not None:
            near = abs(note.x - (left + right) / 2) < _NEAR and abs(note.y - top) < _NEAR
            if near:
                return text
    return ""


def _read(trace: Any) -> Iterator[dict[str, Any] | None]:
    name, x, y = _get(trace, "name"), _numbers(_get(trace, "x")), _numbers(_get(trace, "y"))
    if trace.type == "histogram":
        values = y if x is None or _get(trace, "orientation") == "h" else x
        if values is not None and (bins := _histogram(trace, values)) is not None:
            yield series("bars", name, *bins)
    elif trace.type == "bar":
        along, heights = (y, x) if _get(trace, "orientation") == "h" else (x, y)
        if heights is not None and len(heights):
            yield _bar(name, along, heights, _numbers(_get(trace, "width")))
    elif trace.type in ("scatter", "scattergl") and y is not None and len(y):
        yield _scatter(trace, name, np.arange(len(y), dtype=np.float64) if x is None else x, y)
    elif trace.type == "scatter3d" and x is not None and y is not None:
        yield _points(trace, name, x, y)


def _histogram(trace: Any, values: Floats) -> tuple[Floats, Floats] | None:
    """Raw values as bins: those the student set, else NumPy's choice."""
    values = values[np.isfinite(values)]
    if not len(values):
        return None
    bins = trace.xbins if _get(trace, "orientation") != "h" else trace.ybins
    asked = _get(trace, "nbinsx") or _get(trace, "nbinsy")
    low = _number(bins.start, values.min())
    high = max(_number(bins.end, values.max()), low)
    size = _number(bins.size, 0.0)
    if size > 0 and 1 <= (high - low) / size <= 100 * _MAX_BINS:
        edges = low + size * np.arange(np.ceil((high - low) / size) + 1)
    elif asked:
        edges = np.linspace(low, high or low + 1, int(asked) + 1)
    else:
        edges = np.histogram_bin_edges(values, _MAX_BINS)
        automatic = np.histogram_bin_edges(values, "auto") if np.ptp(values) else edges
        edges = min(edges, automatic, key=len)
    return edges, np.histogram(values, edges)[0].astype(np.float64)


def _bar(name: Any, along: Floats | None, heights: Floats, width: Floats | None) -> dict[str, Any] | None:
    centres = np.arange(len(heights), dtype=np.float64) if along is None or len(along) != len(heights) else along
    order = np.argsort(centres, kind="stable")
    edges = bin_edges(centres[order])
    if width is not None and len(order) == 1:
        edges = centres[order][0] + width.ravel()[0] * np.array([-0.5, 0.5])
    return series("bars", name, edges, heights[order])


def _scatter(trace: Any, name: Any, x: Floats, y: Floats) -> dict[str, Any] | None:
    mode = _get(trace, "mode") or ("lines+markers" if len(y) < 20 else "lines")
    if len(x) != len(y):
        return None
    if "lines" not in mode:
        return _points(trace, name, x, y)
    where = _STEPS.get(_get(_get(trace, "line"), "shape"))
    if where is None:
        return series("curve", name, *function_of(x, y))
    return series("steps", name, *step_edges(x, y, where))  # type: ignore[arg-type]  # one of _STEPS


def _points(trace: Any, name: Any, x: Floats, y: Floats) -> dict[str, Any] | None:
    colours = _get(_get(trace, "marker"), "color")
    if colours is None or np.ndim(colours) == 0:
        one = series("points", name, x, y)
        return None if one is None else {**one, "colour": label(colours)[:_MAX_COLOUR]}
    numbers = _numbers(colours)
    return series("points", name, x, y, colours=list(map(str, colours)) if numbers is None else numbers)


def _numbers(values: Any) -> Floats | None:
    if values is None:
        return None
    try:
        return np.asarray(values, dtype=np.float64).ravel()
    except (TypeError, ValueError):  # dates, names of categories
        return None


def _number(value: Any, default: float) -> float:
    return float(value) if isinstance(value, int | float) else float(default)


def _text(title: Any) -> str:
    return str(_get(title, "text") or "")


def _get(owner: Any, name: str) -> Any:
    """An attribute, None where this kind of trace or axis has no such one (Plotly raises ValueError or so)."""
    try:
        return getattr(owner, name, None)
    except (ValueError, KeyError):
        return None

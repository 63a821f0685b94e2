"""What stands in a Matplotlib figure, seaborn's and pandas' included. Imported only once Matplotlib is."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, Final, Literal

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection, PolyCollection, QuadMesh
from matplotlib.colors import to_hex, to_rgba_array
from matplotlib.container import BarContainer
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle, StepPatch
from numpy.typing import NDArray

from .hooks import attempt
from .pictures import grey, pictures
from .series import MAX_SERIES, Floats, label, series, step_edges
from .shapes import Bars, bins_of_bars, function_of, heights_of_outline

__all__ = ["describe"]

Colour = tuple[float, float, float]
Where = Literal["pre", "mid", "post"]

_DRAWSTYLES: Final[dict[str, Where]] = {
    "steps": "pre",
    "steps-pre": "pre",
    "steps-mid": "mid",
    "steps-post": "post",
}
_TURNED: Final[dict[Where, Where]] = {"pre": "post", "mid": "mid", "post": "pre"}


def describe(figure: Figure) -> dict[str, Any]:
    """`figure` as a `Figure` of the evidence, its `pictures` still an array or None."""
    title = figure.get_suptitle()
    free = [text.get_text() for text in figure.texts if text.get_text() != title]
    axes = [axes for axes in figure.axes if getattr(axes, "_colorbar", None) is None]
    images = {one: attempt(_images, one) or [] for one in axes[:MAX_SERIES]}
    panels = [attempt(_panel, one, figure.legends, shown) for one, shown in images.items()]
    return {
        "library": "matplotlib",
        "title": label("\n".join(part for part in [title, *free] if part)),
        "panels": [panel for panel in panels if panel is not None],
        "pictures": pictures(image for shown in images.values() for image in shown),
    }


def _images(axes: Axes) -> list[NDArray[np.float32]]:
    """The data of everything drawn as an image, by `imshow`, `pcolormesh` or seaborn's `heatmap`."""
    artists = (*axes.images, *(one for one in axes.collections if isinstance(one, QuadMesh)))
    drawn = [_mesh(one) if isinstance(one, QuadMesh) else one.get_array() for one in artists if one.get_visible()]
    return [image for data in drawn if data is not None and (image := grey(data)) is not None]


def _mesh(mesh: QuadMesh) -> Any:
    """The values of a mesh, which may be kept flat, as rows and columns; as they are where a corner has each."""
    values: Any = mesh.get_array()
    corners: Any = mesh.get_coordinates()
    rows, columns = (length - 1 for length in corners.shape[:2])
    return np.reshape(values, (rows, columns)) if np.size(values) == rows * columns else values


def _panel(axes: Axes, shared: list[Legend], images: list[NDArray[np.float32]]) -> dict[str, Any]:
    own = axes.get_legend()
    legends = ([own] if own is not None else []) + shared
    texts = [text for legend in legends for text in (legend.get_title(), *legend.get_texts())] + list(axes.texts)
    return {
        "title": label(axes.get_title() or axes.get_title("left") or axes.get_title("right")),
        "xlabel": label(axes.get_xlabel()),
        "ylabel": label(axes.get_ylabel()),
        "texts": [label(text.get_text()) for text in texts if text.get_text()][:MAX_SERIES],
        "log_x": axes.get_xscale() in ("log", "symlog"),
        "images": len(images),
        "image_shapes": [list(image.shape) for image in images[:MAX_SERIES]],
        "series": _all_series(axes, _legend_names(legends))[:MAX_SERIES],
    }


def _all_series(axes: Axes, names: dict[Colour | None, str]) -> list[dict[str, Any]]:
    found = []
    for artist, read in _artists(axes):
        one = attempt(read, artist)
        if one is not None:
            colour = attempt(_colour, artist)
            one["colour"] = "" if colour is None or one["groups"] else to_hex(colour)
            found.append({**one, "label": label(names[colour])} if colour in names else one)
    return found


def _artists(axes: Axes) -> Iterator[tuple[Any, Callable[[Any], dict[str, Any] | None]]]:
    """Everything visible in `axes` that may be a series, with what reads it."""
    containers = [one for one in axes.containers if isinstance(one, BarContainer)]
    for container, bars in (drawn := [(one, bars) for one in containers if (bars := attempt(_read_bars, one))]):
        yield container, partial(_bar_series, bars, [other for _, other in drawn if other is not bars])
    for artist in (*axes.patches, *axes.collections, *axes.lines):
        if not artist.get_visible():
            continue
        read = next((read for kind, read in _READERS.items() if isinstance(artist, kind)), None)
        if read is not None:
            yield artist, read


def _bar_series(bars: Bars, others: list[Bars], container: BarContainer) -> dict[str, Any] | None:
    edges, heights = bins_of_bars(bars, others)
    return series("bars", _own_label(container), edges, heights)


def _read_bars(container: BarContainer) -> Bars | None:
    patches = [patch for patch in container.patches if patch.axes is not None and patch.get_visible()]
    if not patches:
        return None
    boxes = np.array([_box(patch, container.orientation == "horizontal") for patch in patches], dtype=np.float64)
    boxes = boxes[np.isfinite(boxes[:, :2]).all(axis=1) & (boxes[:, 1] != 0)]
    left, width, height = boxes[np.argsort(boxes[:, 0], kind="stable")].T
    return Bars(np.minimum(left, left + width), np.abs(width), height) if len(left) else None


def _box(patch: Rectangle, sideways: bool) -> tuple[float, float, float]:
    if sideways:
        return patch.get_y(), patch.get_height(), patch.get_width()
    return patch.get_x(), patch.get_width(), patch.get_height()


def _read_stairs(patch: StepPatch) -> dict[str, Any] | None:
    values, edges, baseline = patch.get_data()
    heights = np.asarray(values, dtype=np.float64) - (0 if baseline is None else baseline)
    return series("steps", _own_label(patch), edges, heights)


def _read_polygon(patch: Polygon) -> dict[str, Any] | None:
    """An outline of `hist(histtype="step")`, or a `fill`."""
    return _read_outline(_own_label(patch), patch.get_xy())


def _read_filling(collection: PolyCollection) -> dict[str, Any] | None:
    """A `fill_between`; where it has several parts, the longest."""
    paths = sorted(collection.get_paths(), key=lambda path: np.shape(path.vertices)[0])
    if collection.get_array() is not None or not paths:
        return None
    return _read_outline(_own_label(collection), paths[-1].vertices)


def _read_outline(name: str, corners: Any) -> dict[str, Any] | None:
    corners = np.asarray(corners, dtype=np.float64)
    corners = corners[np.isfinite(corners).all(axis=1)]
    if len(corners) < 4:
        return None
    x, y = corners.T
    found = heights_of_outline(x, y) or heights_of_outline(y, x)
    return None if found is None else series(found[0], name, found[1], found[2])


def _read_line(line: Line2D) -> dict[str, Any] | None:
    """A `plot` or `step`; lines that are no data, such as `axvline`, are left out."""
    if line.axes is None or not all(line.get_transform().contains_branch_seperately(line.axes.transData)):
        return None
    x, y, name = _floats(line.get_xdata(orig=False)), _floats(line.get_ydata(orig=False)), _own_label(line)
    if line.get_linestyle() in ("None", "none", " ", ""):
        return series("points", name, x, y)
    where = _DRAWSTYLES.get(line.get_drawstyle())
    if where is None:
        return series("curve", name, *function_of(x, y))
    along, heights = function_of(x, y)
    if along is y:  # on its side, Matplotlib's `pre` runs as `post` does
        where = _TURNED[where]
    return series("steps", name, *step_edges(along, heights, where))


def _read_scatter(collection: PathCollection) -> dict[str, Any] | None:
    x, y = _floats(collection.get_offsets()).reshape(-1, 2).T
    return series("points", _own_label(collection), x, y, colours=_colours(collection, len(x)))


def _colours(collection: PathCollection, points: int) -> Floats | None:
    """Colour of each point: the value that a colour map maps, else RGBA, which Matplotlib repeats as it runs out."""
    mapped = collection.get_array()
    if mapped is not None:
        return _floats(mapped)
    faces: Any = collection.get_facecolor()
    rows = np.asarray(faces if len(faces) else collection.get_edgecolor())
    return rows[np.arange(points) % len(rows)] if len(rows) else None


def _own_label(artist: Any) -> str:
    """The artist's label; those Matplotlib makes up begin with an underscore. `hist` labels the first of its bars."""
    artists: list[Any] = [artist, *artist.patches[:1]] if isinstance(artist, BarContainer) else [artist]
    names = [str(one.get_label()) for one in artists]
    return next((name for name in names if name not in ("", "None") and not name.startswith("_")), "")


def _floats(values: Any) -> Floats:
    """A float array with NaN for what is masked."""
    return np.asarray(np.ma.filled(np.ma.asarray(values, dtype=np.float64), np.nan))


def _legend_names(legends: Iterable[Legend]) -> dict[Colour | None, str]:
    """Label of each colour that stands for one label only: what a reader sees, whatever the artists are called."""
    names: dict[Colour | None, set[str]] = {}
    for legend in legends:
        for handle, text in zip(legend.legend_handles, legend.get_texts(), strict=False):
            names.setdefault(_colour(handle), set()).add(text.get_text())
    return {colour: found.pop() for colour, found in names.items() if len(found) == 1 and colour is not None}


def _colour(artist: Any) -> Colour | None:
    """RGB of what fills `artist`, else of its edge; None without one colour."""
    artist = artist.patches[0] if isinstance(artist, BarContainer) else artist
    for getter in ("get_color", "get_facecolor", "get_edgecolor"):
        if not hasattr(artist, getter):
            continue
        rows = to_rgba_array(getattr(artist, getter)())
        if len(rows) == 1 and rows[0, 3] > 0:
            red, green, blue = np.round(rows[0, :3], 3).tolist()
            return red, green, blue
    return None


_READERS: dict[type, Callable[[Any], dict[str, Any] | None]] = {
    StepPatch: _read_stairs,
    Polygon: _read_polygon,
    PolyCollection: _read_filling,
    PathCollection: _read_scatter,
    Line2D: _read_line,
}

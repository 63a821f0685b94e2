"""Axes to draw on: a frame with ticks, labels and a legend, and marks in the coordinates of the data."""

import math
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Final, Literal, TypeAlias

from markupsafe import Markup

from grader.report.svg.colours import INK, LINE, NORMAL, PAPER
from grader.report.svg.frame import FONT, Entry, legend, number, text, text_width
from grader.report.svg.ticks import decades, label, ticks

__all__ = ["HEIGHT", "WIDTH", "Axes"]

WIDTH: Final = 331.0
HEIGHT: Final = 223.0
_GAP: Final = 4.0
_HATCHES: Final = {"/": "M-1 1l2-2M0 6l6-6M5 7l2-2", "\\": "M-1 5l2 2M0 0l6 6M5-1l2 2"}

Numbers: TypeAlias = Iterable[float]
Points: TypeAlias = Sequence[tuple[float, float]]
Hatch: TypeAlias = Literal["", "/", "\\"]


class Axes:
    """One drawing. Marks are clipped to the frame; what they are called stands in a legend above it.

    Args:
        name: prefix of every id in it, unique on the page.
        xlim, ylim: ends of the axes; those of a logarithmic y are above 0.
        rows: names along y, at 0, 1, 2, …, instead of numbers.
        whole: whether x counts.
        height: of the whole, beside a width of 331.
    """

    def __init__(
        self,
        name: str,
        xlim: tuple[float, float],
        ylim: tuple[float, float],
        *,
        xlabel: str,
        ylabel: str = "",
        rows: Sequence[str] = (),
        whole: bool = False,
        log: bool = False,
        height: float = HEIGHT,
    ) -> None:
        self.height = height
        self._name, self._xlim, self._log = name, xlim, log
        self._ylim = (math.log10(ylim[0]), math.log10(ylim[1])) if log else ylim
        self._xlabel, self._ylabel, self._whole = xlabel, ylabel, whole
        values = [float(place) for place in range(len(rows))] if rows else decades(*ylim) if log else ticks(*ylim, 5)
        self._yticks = list(zip(values, rows or map(label, values), strict=True))
        self._marks: list[Callable[[], Markup]] = []
        self._entries: list[Entry] = []
        self._hatches: dict[str, Markup] = {}
        self._left = max((text_width(said) for _, said in self._yticks), default=0.0) + 2 * _GAP
        self._left += FONT + _GAP if ylabel else 0
        self._right, self._top, self._bottom = WIDTH - 2 * _GAP, _GAP, height - 2 * FONT - 3 * _GAP

    def line(
        self, xs: Numbers, ys: Numbers, colour: str = NORMAL, *, dash: str = "", width: float = 1.6, name: str = ""
    ) -> None:
        """A line through the points that are finite; `dash` as in SVG."""
        points = [(x, y) for x, y in zip(xs, ys, strict=True) if math.isfinite(y)]
        if name:
            self._entries.append(Entry(name, colour, "line", dash))
        self._marks.append(lambda: self._path(points, f"stroke:{colour};stroke-width:{width}", dash))

    def upright(self, x: float, colour: str, *, dash: str = "", name: str = "") -> None:
        """A line from the bottom to the top."""
        low, high = self._ylim
        self.line([x, x], [10**low, 10**high] if self._log else [low, high], colour, dash=dash, width=1.3, name=name)

    def dots(
        self, xs: Numbers, ys: Numbers, colour: str = NORMAL, *, size: float = 2.0, cross: bool = False, name: str = ""
    ) -> None:
        """A dot or a cross at each point."""
        points = [(x, y) for x, y in zip(xs, ys, strict=True) if math.isfinite(y)]
        if name:
            self._entries.append(Entry(name, colour, "cross" if cross else "dot"))
        mark = f"m-{size} -{size}l{2 * size} {2 * size}m0 -{2 * size}l-{2 * size} {2 * size}" if cross else "h0"
        style = f"stroke:{colour};stroke-width:{1.4 if cross else 2 * size};stroke-linecap:round"

        def drawn() -> Markup:
            path = "".join(f"M{self._place(*point)}{mark}" for point in points)
            return Markup('<path d="{}" style="fill:none;{}"/>').format(path, style)

        self._marks.append(drawn)

    def band(self, xs: Sequence[float], low: Sequence[float], high: Sequence[float], colour: str = NORMAL) -> None:
        """The area between two lines."""
        self._area([*zip(xs, low, strict=True), *reversed(list(zip(xs, high, strict=True)))], colour, 0.3)

    def stairs(
        self,
        heights: Numbers,
        edges: Sequence[float],
        colour: str = NORMAL,
        *,
        hatch: Hatch = "",
        base: float = 0.0,
        name: str = "",
    ) -> None:
        """A histogram of n heights between n + 1 edges."""
        steps = [(edges[0], base)]
        for height, (left, right) in zip(heights, pairwise(edges), strict=True):
            steps += [(left, height), (right, height)]
        steps.append((edges[-1], base))
        if name:
            self._entries.append(Entry(name, colour, "area", fill=self._fill(colour, hatch)))
        self._area(steps, colour, 0.25)
        if hatch:
            self._area(steps, self._fill(colour, hatch), 1.0)
        self._marks.append(lambda: self._path(steps, f"stroke:{colour};stroke-width:1"))

    def bar(self, row: int, value: float, colour: str, *, hatch: Hatch = "", opacity: float = 1.0) -> None:
        """A bar along x, from 0, in one of the rows."""
        low, high = row - 0.28, row + 0.28
        corners = [(0.0, low), (value, low), (value, high), (0.0, high), (0.0, low)]
        self._area(corners, self._fill(colour, hatch), opacity)
        self._marks.append(lambda: self._path(corners, f"stroke:{colour};stroke-width:1"))

    def glyphs(self, points: Points, glyph: str, colour: str, *, size: float = 5.5) -> None:
        """One character at each point, centred on it."""

        def drawn() -> Markup:
            xs = " ".join(number(self._x(x)) for x, _ in points)
            ys = " ".join(number(self._y(y) + 0.36 * size) for _, y in points)
            return Markup('<text x="{}" y="{}" text-anchor="middle" style="fill:{};font-size:{}px">{}</text>').format(
                xs, ys, colour, size, glyph * len(points)
            )

        self._marks.append(drawn)

    def note(self, x: float, y: float, said: str, *, colour: str = INK, large: bool = False) -> None:
        """A text right of its point, or a large one on it, set off from what lies below."""
        if not large:
            self._marks.append(lambda: text(self._x(x) + _GAP, self._y(y) + 0.36 * FONT, said, colour=colour))
            return
        halo = f"font-weight:bold;stroke:{PAPER};stroke-width:3.5;paint-order:stroke"
        self._marks.append(
            lambda: text(self._x(x), self._y(y) + 6, said, anchor="middle", colour=colour, size=17, more=halo)
        )

    def svg(self, description: str) -> Markup:
        """The drawing as an `<svg>` element; `description` is its alternative text."""
        above, room = legend(self._entries, self._left, self._right)
        self._top = _GAP + room
        clip = f"{self._name}-clip"
        window = self._left - 3, self._top - 3, self._right - self._left + 6, self._bottom - self._top + 3.5
        return Markup(
            '<svg viewBox="0 0 {} {}" role="img" aria-label="{}"><defs><clipPath id="{}">'
            '<rect x="{}" y="{}" width="{}" height="{}"/></clipPath>{}</defs>{}<g clip-path="url(#{})">{}</g>{}</svg>'
        ).format(
            *(number(WIDTH), number(self.height), description, clip),
            *(*map(number, window), Markup().join(self._hatches.values()), self._frame(), clip),
            *(Markup().join(mark() for mark in self._marks), above),
        )

    def _x(self, value: float) -> float:
        low, high = self._xlim
        return self._left + (self._right - self._left) * (value - low) / (high - low)

    def _y(self, value: float) -> float:
        low, high = self._ylim
        value = math.log10(max(value, 1e-300)) if self._log else value
        return self._bottom - (self._bottom - self._top) * (value - low) / (high - low)

    def _place(self, x: float, y: float) -> str:
        return f"{number(self._x(x))} {number(self._y(y))}"

    def _path(self, points: Points, style: str, dash: str = "") -> Markup:
        path = "L".join(self._place(*point) for point in points)
        more = f";stroke-dasharray:{dash}" if dash else ""
        return Markup('<path d="M{}" style="fill:none;{}{}"/>').format(path, style, more) if points else Markup()

    def _area(self, points: Points, fill: str, opacity: float) -> None:
        def drawn() -> Markup:
            path = "L".join(self._place(*point) for point in points)
            return Markup('<path d="M{}z" style="fill:{};fill-opacity:{}"/>').format(path, fill, opacity)

        self._marks.append(drawn)

    def _fill(self, colour: str, hatch: Hatch) -> str:
        if not hatch:
            return colour
        name = f"{self._name}-hatch-{len(self._hatches)}"
        self._hatches.setdefault(
            colour + hatch,
            Markup(
                '<pattern id="{}" width="6" height="6" patternUnits="userSpaceOnUse"><path d="{}" '
                'style="stroke:{};stroke-width:.8"/></pattern>'
            ).format(name, _HATCHES[hatch], colour),
        )
        return f"url(#{self._name}-hatch-{list(self._hatches).index(colour + hatch)})"

    def _frame(self) -> Markup:
        left, right, top, bottom = self._left, self._right, self._top, self._bottom
        drawn = []
        for value in ticks(*self._xlim, whole=self._whole):
            x = self._x(value)
            drawn += [_grid(x, bottom, x, top), text(x, bottom + FONT + 3, label(value), anchor="middle")]
        for value, said in self._yticks:
            y = self._y(value)
            drawn += [_grid(left, y, right, y), text(left - _GAP, y + 0.36 * FONT, said, anchor="end")]
        frame = f"M{number(left)} {number(top)}V{number(bottom)}H{number(right)}"
        drawn.append(Markup('<path d="{}" style="fill:none;stroke:{};stroke-width:.8"/>').format(frame, INK))
        drawn.append(text((left + right) / 2, self.height - 3, self._xlabel, anchor="middle"))
        if self._ylabel:
            turned = f"rotate(-90 {number(FONT)} {number((top + bottom) / 2)})"
            said = text(FONT, (top + bottom) / 2, self._ylabel, anchor="middle")
            drawn.append(Markup('<g transform="{}">{}</g>').format(turned, said))
        return Markup().join(drawn)


def _grid(x1: float, y1: float, x2: float, y2: float) -> Markup:
    path = f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}"
    return Markup('<path d="{}" style="stroke:{};stroke-width:.6"/>').format(path, LINE)

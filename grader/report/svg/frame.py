"""What surrounds the marks of a drawing: numbers, names, and the legend."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from markupsafe import Markup

from grader.report.svg.colours import INK

__all__ = ["FONT", "Entry", "legend", "number", "text", "text_width"]

FONT: Final = 9.0
_WIDE: Final = 0.56  # of the font's size: a letter's width, on average
_SAMPLE: Final = 18.0
_GAP: Final = 4.0
_ROW: Final = FONT + 4


@dataclass(frozen=True)
class Entry:
    """A line of the legend. `fill`: of an area, if it is not plain."""

    name: str
    colour: str
    kind: Literal["line", "area", "dot", "cross"]
    dash: str = ""
    fill: str = ""


def number(value: float) -> str:
    """A coordinate, to a tenth of a unit."""
    return f"{value:.1f}".removesuffix(".0")


def text_width(value: str, size: float = FONT) -> float:
    """About how wide a text is."""
    return _WIDE * size * len(value)


def text(
    x: float, y: float, said: str, *, anchor: str = "start", colour: str = INK, size: float = FONT, more: str = ""
) -> Markup:
    """A text at its baseline. `more`: further CSS."""
    return Markup('<text x="{}" y="{}" text-anchor="{}" style="fill:{};font-size:{}px;{}">{}</text>').format(
        number(x), number(y), anchor, colour, number(size), more, said
    )


def legend(entries: Sequence[Entry], left: float, right: float) -> tuple[Markup, float]:
    """The legend between two x, from the top of the drawing, and its height."""
    drawn, x, y = [], left, _GAP
    for entry in entries:
        width = _SAMPLE + _GAP + text_width(entry.name) + 2 * _GAP
        if x > left and x + width > right:
            x, y = left, y + _ROW
        drawn += [_sample(entry, x, y), text(x + _SAMPLE + _GAP, y + FONT - 1, entry.name)]
        x += width
    return Markup().join(drawn), y + _ROW if entries else 0.0


def _sample(entry: Entry, x: float, y: float) -> Markup:
    middle, colour = y + FONT / 2, entry.colour
    if entry.kind == "area":
        return Markup('<rect x="{}" y="{}" width="{}" height="{}" style="fill:{};stroke:{}"/>').format(
            *map(number, (x, y, _SAMPLE, FONT)), entry.fill or colour, colour
        )
    if entry.kind == "line":
        return Markup('<path d="M{} {}h{}" style="stroke:{};stroke-width:1.6;stroke-dasharray:{}"/>').format(
            number(x), number(middle), number(_SAMPLE), colour, entry.dash or "none"
        )
    centre = x + _SAMPLE / 2
    if entry.kind == "dot":
        return Markup('<circle cx="{}" cy="{}" r="2.4" style="fill:{}"/>').format(
            number(centre), number(middle), colour
        )
    return Markup('<path d="M{} {}l5 5m0-5l-5 5" style="stroke:{};stroke-width:1.4"/>').format(
        number(centre - 2.5), number(middle - 2.5), colour
    )

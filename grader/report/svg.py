"""A matplotlib figure as SVG that stands in a page: its colours are the page's, its text is text."""

import io
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["ABOVE", "CLASSES", "HEIGHT", "INK", "LINE", "NORMAL", "OTHER", "PAPER", "draw"]

#: Stand-ins that become custom properties of the page, so that one drawing serves light, dark and print.
INK: Final = "#010101"
LINE: Final = "#020202"
NORMAL: Final = "#030303"
OTHER: Final = "#040404"
PAPER: Final = "#050505"
#: One for each of ten classes; no eye tells ten colours apart, so they never stand alone.
CLASSES: Final = tuple(f"#0606{number:02d}" for number in range(10))
_PROPERTIES: Final = {
    INK: "var(--ink)",
    LINE: "var(--line)",
    NORMAL: "var(--normal)",
    OTHER: "var(--other)",
    PAPER: "var(--paper)",
    **{colour: f"var(--class-{number})" for number, colour in enumerate(CLASSES)},
}

#: Inches; small, so that 9-point text is still readable on a phone.
_WIDTH: Final = 4.6
HEIGHT: Final = 3.1
#: For `legend`: outside the axes, where it hides nothing.
ABOVE: Final[dict[str, Any]] = {"loc": "lower center", "bbox_to_anchor": (0.5, 1.0), "ncols": 2, "columnspacing": 1.2}
_STYLE: Final[dict[Any, Any]] = {
    "svg.fonttype": "none",  # text stays text: smaller, and read aloud
    "svg.hashsalt": "grader",
    "font.sans-serif": ["DejaVu Sans"],  # measures the layout; the page's own font is shown
    "font.size": 9,
    "text.parse_math": False,
    "text.color": INK,
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": LINE,
    "grid.linewidth": 0.6,
    "xtick.color": INK,
    "ytick.color": INK,
    "hatch.linewidth": 0.8,
    "legend.frameon": False,
    "legend.handlelength": 2.6,
}


def draw(name: str, description: str, paint: Callable[["Axes"], None], *, height: float = HEIGHT) -> Markup:
    """One axes, painted by `paint`, as an `<svg>` element.

    Args:
        name: prefix of every id in it, unique on the page.
        description: alternative text.
        paint: draws on the axes, in the colours of this module.
        height: inches, beside a width of 4.6.
    """
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with rc_context(_STYLE):
        figure = Figure(figsize=(_WIDTH, height), layout="constrained")
        FigureCanvasAgg(figure)
        paint(figure.add_subplot())
        content = io.StringIO()
        figure.savefig(content, format="svg", transparent=True)
    return _embedded(content.getvalue(), name, description)


def _embedded(svg: str, name: str, description: str) -> Markup:
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<(metadata|style)\b.*?</\1>", "", svg, flags=re.DOTALL)
    svg = re.sub(r'\bid="([^"]+)"', rf'id="{name}-\1"', svg)
    svg = re.sub(r'\b(?:xlink:)?href="#', f'href="#{name}-', svg)
    svg = svg.replace("url(#", f"url(#{name}-")
    for stand_in, colour in _PROPERTIES.items():
        svg = svg.replace(stand_in, colour)
    svg = re.sub(r'(?<=<svg) width="[^"]*" height="[^"]*"', "", svg, count=1)
    return Markup(svg.replace("<svg", f'<svg role="img" aria-label="{escape(description)}"', 1).strip())

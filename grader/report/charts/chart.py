"""A drawing with its title and its numbers in words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from grader.i18n import Lang, Text, render
from grader.report.svg import HEIGHT, draw

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Chart", "chart"]


@dataclass(frozen=True)
class Chart:
    """A drawing; its alternative text is the title and the caption. `tall`: higher than others, or no."""

    title: str
    svg: Markup
    caption: str
    tall: bool


def chart(
    name: str,
    title: Text,
    caption: Sequence[Text],
    paint: Callable[["Axes"], None],
    lang: Lang,
    *,
    height: float = HEIGHT,
) -> Chart:
    """Draw a chart.

    Args:
        name: unique on the page.
        caption: its sentences.
        paint: draws on the axes, in the colours of `grader.report.svg`.
        lang: language of title and caption; `paint` knows it already.
        height: inches.
    """
    said, told = render(title, lang), " ".join(render(sentence, lang) for sentence in caption)
    return Chart(said, draw(name, f"{said}. {told}", paint, height=height), told, tall=height > HEIGHT)

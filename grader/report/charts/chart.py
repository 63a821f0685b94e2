"""A drawing with its title and its numbers in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from grader.i18n import Lang, Text, render
from grader.report.svg import HEIGHT, Axes

__all__ = ["Chart", "chart"]


@dataclass(frozen=True)
class Chart:
    """A drawing; its alternative text is the title and the caption. `tall`: higher than others, or no."""

    title: str
    svg: Markup
    caption: str
    tall: bool


def chart(title: Text, caption: Sequence[Text], axes: Axes, lang: Lang) -> Chart:
    """What was drawn on `axes`, with the sentences of its caption."""
    said, told = render(title, lang), " ".join(render(sentence, lang) for sentence in caption)
    return Chart(said, axes.svg(f"{said}. {told}"), told, tall=axes.height > HEIGHT)

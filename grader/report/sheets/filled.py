"""Images with missing pixels, and what the model puts there."""

from typing import Final

from grader.i18n import Lang, text
from grader.report.figures import TaskFigures
from grader.report.sheets.sheet import Sheet, sheet

__all__ = ["filled"]

_COLUMNS: Final = 10


def filled(figures: TaskFigures, criterion: str, lang: Lang) -> Sheet | None:
    """Incomplete, imputed and original, one below the other: the first images that the criterion showed the model."""
    answer = figures.measured.answers.get(criterion)
    if answer is None or not len(answer.images):
        return None
    rows = [answer.images[:_COLUMNS], answer.outputs[:_COLUMNS], figures.measured.images[:_COLUMNS]]
    caption = text("From top to bottom: what the model was shown, what it makes of it, and the whole image.")
    return sheet(text("Missing pixels"), rows, caption, lang)

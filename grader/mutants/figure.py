"""The kill matrix, drawn: a row per variant, a column per criterion."""

import io
from typing import TYPE_CHECKING, Any, Final

from grader.i18n import Lang, render, text
from grader.mutants.matrix import KillMatrix, Mark
from grader.mutants.table import MARKS, VERDICTS, key

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw_matrix"]

#: Okabe and Ito's colours; the marks say the same without them.
_COLOURS: Final = {Mark.KILLED: "#56B4E9", Mark.MISSED: "#D55E00", Mark.LOST: "#F0E442", Mark.PASSED: "#F4F4F4"}
_STYLE: Final[dict[Any, Any]] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "grader",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 8,
    "text.parse_math": False,
}
_CELL: Final = 0.2  # inches
_NAMES, _HEADS, _VERDICTS, _KEY = (
    2.9,
    1.6,
    1.0,
    0.5,
)  # inches for names of rows, of columns, verdicts, and the key below


def draw_matrix(matrix: KillMatrix, lang: Lang) -> str:
    """The figure as an SVG file; a variant's row is empty below tasks that it is not about."""
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    columns = [(task, name) for task, names in matrix.criteria.items() for name in names]
    width, height = _CELL * len(columns), _CELL * len(matrix.variants)
    whole = (_NAMES + width + _VERDICTS, _HEADS + height + _KEY)
    with rc_context(_STYLE):
        figure = Figure(figsize=whole)
        FigureCanvasAgg(figure)
        axes = figure.add_axes((_NAMES / whole[0], _KEY / whole[1], width / whole[0], height / whole[1]))
        _paint(axes, matrix, columns, lang)
        figure.text(0.08 / whole[0], 0.08 / whole[1], f"{_counted(matrix, lang)}\n{key(lang)}", linespacing=1.5)
        drawn = io.StringIO()
        figure.savefig(drawn, format="svg", metadata={"Date": None})
    return drawn.getvalue()


def _paint(axes: "Axes", matrix: KillMatrix, columns: list[tuple[str, str]], lang: Lang) -> None:
    from matplotlib.patches import Rectangle

    for row, one in enumerate(matrix.variants):
        for column, (task, criterion) in enumerate(columns):
            mark = one.mark(task, criterion)
            if mark is not None:
                place = (column + 0.05, row + 0.05)
                axes.add_patch(Rectangle(place, 0.9, 0.9, facecolor=_COLOURS[mark], linewidth=0))
                axes.text(column + 0.5, row + 0.53, MARKS[mark], ha="center", va="center")
        bad = one in matrix.faults
        axes.text(
            len(columns) + 0.3, row + 0.55, render(VERDICTS[one.verdict], lang), va="center",
            color=_COLOURS[Mark.MISSED] if bad else "black", weight="bold" if bad else "normal",
        )  # fmt: skip
    several = len(matrix.criteria) > 1
    axes.set_xticks(
        [column + 0.5 for column in range(len(columns))],
        [f"{task}.{name}" if several else name for task, name in columns],
        rotation=60, ha="left", rotation_mode="anchor",
    )  # fmt: skip
    axes.set_yticks([row + 0.5 for row in range(len(matrix.variants))], [one.id for one in matrix.variants])
    axes.xaxis.tick_top()
    axes.set(xlim=(0, len(columns)), ylim=(len(matrix.variants), 0))
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)


def _counted(matrix: KillMatrix, lang: Lang) -> str:
    honest = sum(one.honest for one in matrix.variants)
    return render(
        text("{wrong} wrong variants, {honest} honest ones", wrong=len(matrix.variants) - honest, honest=honest), lang
    )

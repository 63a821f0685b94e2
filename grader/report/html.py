"""A result as a page that stands by itself: no network, no script, nothing beside it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from grader.assignment.references import References
from grader.i18n import Lang, render
from grader.outcome import Status
from grader.report.charts import charts
from grader.report.environment import environment
from grader.report.figures import TaskFigures
from grader.report.numbers import points_text
from grader.report.phrases import phrases
from grader.report.rows import row
from grader.report.standing import STANDINGS, absence, standing
from grader.report.strips import how_to_read, strips
from grader.report.verdict import SYMBOLS, verdict
from grader.result import Result, TaskResult

__all__ = ["render_html"]


def render_html(
    result: Result,
    figures: Sequence[TaskFigures],
    lang: Lang,
    *,
    graded_at: datetime,
    references: References | None = None,
    annotated: str | None = None,
) -> str:
    """`report.html` for one result.

    Args:
        result: the grade.
        figures: what to draw, at most one for each task; those of tasks that `result` does not hold are left out.
        lang: language of the phrases; the messages in `result` are already in it.
        graded_at: when, with its time zone.
        references: what the reference implementations reached.
        annotated: where the annotated notebook is, from the page; None where there is none.
    """
    drawn = {figure.task: figure for figure in figures}
    said = verdict(result)
    graded = result.status is not Status.GRADER_ERROR
    titles = {task.id: task.title for task in result.tasks}
    return (
        environment(lang)
        .get_template("report.html.j2")
        .render(
            lang=lang,
            say=phrases(lang),
            result=result,
            graded_at=graded_at,
            annotated=annotated,
            verdict=said,
            word=render(said.word, lang),
            reason=render(said.reason, lang) if said.reason is not None else None,
            score=points_text(result.score, result.max_score) if graded and result.score is not None else None,
            share=round(100 * (result.score or 0.0) / result.max_score) if result.max_score else 0,
            tasks=[_task(task, drawn.get(task.id), lang) for task in result.tasks] if graded else [],
            diagnoses=[d for d in result.diagnoses if graded and d.task not in titles],
            provenance={titles.get(name, name): origin for name, origin in result.provenance.items() if origin},
        )
    )


def _task(task: TaskResult, figures: TaskFigures | None, lang: Lang) -> dict[str, Any]:
    outcome = standing(task)
    return {
        "result": task,
        "outcome": outcome,
        "symbol": SYMBOLS[outcome],
        "word": render(STANDINGS[outcome], lang),
        "points": points_text(task.score, task.max_score),
        "absence": absence(task),
        "criteria": [row(criterion, lang) for criterion in task.criteria],
        "charts": list(charts(figures, lang)) if figures else [],
        "strips": list(strips(figures, lang)) if figures else [],
        "how_to_read": how_to_read(figures, lang) if figures else "",
    }

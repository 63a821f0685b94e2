"""A result as a page that stands by itself: no network, no script, nothing beside it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from grader.i18n import Lang, render
from grader.outcome import Status
from grader.report.advice import Advice, advice, advice_on
from grader.report.charts import charts
from grader.report.environment import environment
from grader.report.figures import TaskFigures
from grader.report.isolation import isolation_text
from grader.report.next_steps import MOST, next_steps
from grader.report.numbers import points_text
from grader.report.origins import origins
from grader.report.phrases import phrases
from grader.report.rows import row
from grader.report.sheets import sheets
from grader.report.standing import STANDINGS, absence, standing
from grader.report.strips import how_to_read, strips
from grader.report.verdict import SYMBOLS, verdict
from grader.report.yardstick import Yardstick
from grader.result import Result, TaskResult

__all__ = ["render_html"]


def render_html(
    result: Result,
    figures: Sequence[TaskFigures],
    lang: Lang,
    *,
    graded_at: datetime,
    yardstick: Yardstick | None = None,
    annotated: str | None = None,
) -> str:
    """`report.html` for one result: for the student first, then how it came about, for the instructor.

    Args:
        result: the grade.
        figures: what to draw, at most one for each task; those of tasks that `result` does not hold are left out.
        lang: language of the phrases; the messages in `result` are already in it.
        graded_at: when, with its time zone.
        yardstick: what measurements are shown beside.
        annotated: where the annotated notebook is, from the page; None where there is none.
    """
    drawn = {figure.task: figure for figure in figures}
    said = verdict(result)
    graded = result.status is not Status.GRADER_ERROR
    told = advice(result) if graded else []
    steps = next_steps(result, lang)
    tasks = [
        _task(task, drawn.get(task.id), lang, yardstick or Yardstick()) | {"advice": advice_on(task, told, result)}
        for task in (result.tasks if graded else [])
    ]
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
            steps=steps[:MOST],
            more_steps=len(steps[MOST:]),
            tasks=tasks,
            advice=advice_on(None, told, result),
            same_fix=_first_places(told, result),
            isolation=isolation_text(result.isolation.profile, lang),
            slowest=max((use.seconds for use in result.cells), default=0.0),
            origins=list(origins(result, lang)),
        )
    )


def _first_places(told: Sequence[Advice], result: Result) -> dict[int, str]:
    """The title of the task in which a fix is told; empty where it concerns the whole notebook."""
    titles = {task.id: task.title for task in result.tasks}
    return {each.number: titles.get(each.diagnosis.task or "", "") for each in told if each.first}


def _task(task: TaskResult, figures: TaskFigures | None, lang: Lang, yardstick: Yardstick) -> dict[str, Any]:
    outcome = standing(task)
    measured = figures.measured if figures else None
    return {
        "result": task,
        "outcome": outcome,
        "symbol": SYMBOLS[outcome],
        "word": render(STANDINGS[outcome], lang),
        "points": points_text(task.score, task.max_score),
        "absence": absence(task),
        "criteria": [row(each, lang, yardstick.of(task.id, each.id, measured)) for each in task.criteria],
        "charts": list(charts(figures, lang)) if figures else [],
        "strips": list(strips(figures, lang)) if figures else [],
        "sheets": list(sheets(figures, lang)) if figures else [],
        "how_to_read": how_to_read(figures, lang) if figures else "",
    }

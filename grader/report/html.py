"""A result as a page that stands by itself: no network, no script, nothing beside it."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from grader.i18n import Lang, render
from grader.outcome import Status
from grader.report.charts import charts
from grader.report.figures import TaskFigures
from grader.report.numbers import measured_text, points_text
from grader.report.phrases import entry, label, phrases
from grader.report.plain import plain_line
from grader.report.scale import scale
from grader.report.standing import STANDINGS, absence, standing
from grader.report.strips import how_to_read, strips
from grader.report.verdict import OUTCOMES, SYMBOLS, verdict
from grader.result import CriterionResult, Result, TaskResult

__all__ = ["render_html"]

_TEMPLATES: Final = Path(__file__).with_name("templates")


def render_html(
    result: Result,
    figures: Sequence[TaskFigures],
    lang: Lang,
    *,
    graded_at: datetime,
) -> str:
    """`report.html` for one result.

    Args:
        result: the grade.
        figures: what to draw, at most one for each task; those of tasks that `result` does not hold are left out.
        lang: language of the phrases; the messages in `result` are already in it.
        graded_at: when, with its time zone.
    """
    drawn = {figure.task: figure for figure in figures}
    said = verdict(result)
    graded = result.status is not Status.GRADER_ERROR
    titles = {task.id: task.title for task in result.tasks}
    return _template(lang).render(
        lang=lang,
        say=phrases(lang),
        result=result,
        graded_at=graded_at,
        verdict=said,
        word=render(said.word, lang),
        reason=render(said.reason, lang) if said.reason is not None else None,
        score=points_text(result.score, result.max_score) if graded and result.score is not None else None,
        share=round(100 * (result.score or 0.0) / result.max_score) if result.max_score else 0,
        tasks=[_task(task, drawn.get(task.id), lang) for task in result.tasks] if graded else [],
        diagnoses=[d for d in result.diagnoses if graded and d.task not in titles],
        provenance={titles.get(name, name): origin for name, origin in result.provenance.items() if origin},
    )


def _template(lang: Lang) -> Template:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_harmless,
    )
    environment.filters["prose"] = _prose
    environment.filters["label"] = partial(label, lang=lang)
    environment.filters["entry"] = partial(entry, lang=lang)
    return environment.get_template("report.html.j2")


def _harmless(value: Any) -> Any:
    """Whatever the template shows, without terminal sequences, control and direction characters."""
    return plain_line(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _prose(value: str) -> Markup:
    """A sentence; what stands between backticks is code, and a number keeps its percent sign on its line."""
    parts = plain_line(value).replace(" %", "\N{NO-BREAK SPACE}%").split("`")
    if len(parts) % 2 == 0:  # a backtick without its partner
        return escape("`".join(parts))
    return Markup().join(Markup("<code>{}</code>").format(p) if i % 2 else escape(p) for i, p in enumerate(parts))


def _task(task: TaskResult, figures: TaskFigures | None, lang: Lang) -> dict[str, Any]:
    outcome = standing(task)
    return {
        "result": task,
        "outcome": outcome,
        "symbol": SYMBOLS[outcome],
        "word": render(STANDINGS[outcome], lang),
        "points": points_text(task.score, task.max_score),
        "absence": absence(task),
        "criteria": [_criterion(criterion, lang) for criterion in task.criteria],
        "charts": list(charts(figures, lang)) if figures else [],
        "strips": list(strips(figures, lang)) if figures else [],
        "how_to_read": how_to_read(figures, lang) if figures else "",
    }


def _criterion(criterion: CriterionResult, lang: Lang) -> dict[str, Any]:
    return {
        "result": criterion,
        "symbol": SYMBOLS[criterion.outcome],
        "word": render(OUTCOMES[criterion.outcome], lang),
        "told": criterion.measured is not None or bool(criterion.target),
        "measured": measured_text(criterion.measured, criterion.target),
        "target": criterion.target.removeprefix("= ").replace(">=", "≥").replace("<=", "≤") or "–",
        "points": points_text(criterion.points, criterion.max_points),
        "scale": scale(criterion.measured, criterion.interval, criterion.target),
        "required": criterion.required,
    }

"""`index.html`: what needs a person first, then the class as a whole, then everyone."""

import os
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from grader.i18n import Lang, Text, render, text
from grader.outcome import Outcome
from grader.report.class_report.doubts import doubts
from grader.report.class_report.rows import ClassRow, Standing
from grader.report.class_report.statistics import borderline, common_diagnoses, criterion_rates, replays, scores
from grader.report.environment import environment
from grader.report.numbers import points_text
from grader.report.phrases import phrases
from grader.report.rows import row as shown
from grader.report.verdict import OUTCOMES, SYMBOLS, verdict

__all__ = ["class_page"]

_PAGES: Final = ("report.html", "annotated.html")
_TABLE: Final = "summary.csv"
_STANDINGS: Final[Mapping[Standing, Text]] = {
    "fault": text("no grade: the grader failed"),
    "review": text("a person has to look at it first"),
    "error": text("could not be graded"),
    "accepted": text("accepted"),
    "refused": text("not accepted"),
}
_SIGNS: Final[Mapping[Standing, str]] = {"fault": "!", "review": "?", "error": "✗", "accepted": "✓", "refused": "✗"}
_PHRASES: Final[Mapping[str, Text]] = {
    "borderline": text("Borderline cases"),
    "borderline_why": text("The 95 % interval of the measurement reaches over the bound: other images could turn it."),
    "class": text("Class report"),
    "common": text("Common diagnoses"),
    "csv": text("The same as a table (CSV)"),
    "everyone": text("All submissions"),
    "faults": text("Without a grade: the grader failed"),
    "faults_why": text("Nothing is known of these submissions. Mend what is named, and grade them again."),
    "mean": text("mean"),
    "median": text("median"),
    "nobody": text("There are no submissions."),
    "number": text("Submissions"),
    "range": text("Score, % of the maximum"),
    "rates": text("How each criterion came out"),
    "replays": text("Trainings repeated in a clean box"),
    "review": text("A person has to look at these"),
    "scores": text("Distribution of the scores"),
    "share": text("Share that meets it"),
    "standing": text("Standing"),
}


def class_page(rows: Sequence[ClassRow], folder: Path, lang: Lang, *, made_at: datetime) -> str:
    """The page of `rows`, which are in the order in which they are listed, as it lies in `folder`."""
    standings = [each.standing for each in rows]
    rates = criterion_rates(rows)
    return (
        environment(lang)
        .get_template("class.html.j2")
        .render(
            lang=lang,
            say=phrases(lang) | {name: render(phrase, lang) for name, phrase in _PHRASES.items()},
            made_at=made_at,
            assignments=list(dict.fromkeys(each.result.assignment for each in rows)),
            table=_TABLE,
            counts=[(_SIGNS[key], render(word, lang), standings.count(key)) for key, word in _STANDINGS.items()],
            everyone=[_listed(each, folder, lang) for each in rows],
            faults=[_listed(each, folder, lang) for each in rows if each.standing == "fault"],
            review=[_listed(each, folder, lang) for each in rows if each.standing == "review"],
            borderline=[
                {"who": _listed(b.row, folder, lang), "task": b.task.title, "row": shown(b.criterion, lang)}
                for b in borderline(rows)
            ],
            scores=scores(rows),
            replays=_replays(rows, lang),
            tasks=list(dict.fromkeys((rate.assignment, rate.task) for rate in rates)),
            rates=rates,
            outcomes=[(outcome, SYMBOLS[outcome], render(OUTCOMES[outcome], lang)) for outcome in Outcome],
            common=[
                {"example": each.example, "who": [_listed(row, folder, lang) for row in each.rows]}
                for each in common_diagnoses(rows)
            ],
        )
    )


def _replays(rows: Sequence[ClassRow], lang: Lang) -> str:
    """How many trainings were repeated, in a sentence; empty where none was tried."""
    counts = replays(rows)
    told = text(
        "Repeated: {repeated}. Another model came out: {differ}. Could not be repeated: {impossible}.",
        repeated=counts["agrees"] + counts["differs"],
        differ=counts["differs"],
        impossible=counts["impossible"],
    )
    return render(told, lang) if counts else ""


def _listed(row: ClassRow, folder: Path, lang: Lang) -> dict[str, Any]:
    said = verdict(row.result)
    return {
        "name": row.name,
        "result": row.result,
        "standing": row.standing,
        "sign": _SIGNS[row.standing],
        "word": render(_STANDINGS[row.standing], lang),
        "reason": render(said.reason, lang) if said.reason is not None else "",
        "points": "" if row.score is None else points_text(row.score, row.result.max_score),
        "links": [_link(row.folder / page, folder) for page in _PAGES if (row.folder / page).is_file()],
        "doubts": list(doubts(row.result)),
    }


def _link(page: Path, folder: Path) -> str:
    return quote(os.path.relpath(page, folder))

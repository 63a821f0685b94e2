"""Known mistakes of a submission, as its result tells them."""

import textwrap
import traceback
from collections.abc import Sequence
from typing import Final

from grader.diagnosis import Finding, Part, Symptoms, diagnose
from grader.exchange.plain import plain
from grader.grading.candidates import Ran
from grader.grading.task import Judged
from grader.i18n import Lang, Text, render
from grader.result import Diagnosis
from grader.sandbox.protocol import Limits

__all__ = ["known_mistakes"]

#: Characters of a sentence, and lines of code with their characters, that are kept.
_LONGEST: Final = 600
_LINES: Final = 12
_LINE: Final = 160


def known_mistakes(ran: Ran, judged: Sequence[Judged], limits: Limits, lang: Lang) -> list[Diagnosis]:
    """The diagnoses of a judged submission, the heaviest first."""
    parts = [Part(one.task, one.result, one.case) for one in judged]
    try:
        found = diagnose(Symptoms(ran.notebook, ran.run, ran.cells, parts, limits))
    except Exception:  # advice: a defect of a rule must cost nobody the grade, which stands already
        traceback.print_exc()
        return []
    return [_diagnosis(finding, lang) for finding in found]


def _diagnosis(finding: Finding, lang: Lang) -> Diagnosis:
    fix = _shown(finding.fix, lang)
    if finding.code_fix:
        lines = (plain(line, _LINE) for line in finding.code_fix.splitlines()[:_LINES])
        fix += "\n\n" + textwrap.indent("\n".join(lines), "    ")
    return Diagnosis(
        code=finding.code,
        task=finding.task,
        cell=finding.place.cell if finding.place else None,
        quote=(finding.place.quote or None) if finding.place else None,
        measured=_shown(finding.measured, lang) if finding.measured else None,
        symptom=_shown(finding.symptom, lang),
        cause=_shown(finding.cause, lang),
        fix=fix,
    )


def _shown(message: Text, lang: Lang) -> str:
    """With names and lines of the student's own in it: bounded, and safe to show."""
    return plain(render(message, lang), _LONGEST)

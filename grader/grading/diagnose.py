"""Known mistakes of a submission, as its result tells them."""

import textwrap
import traceback
from collections.abc import Sequence

from grader.diagnosis import Finding, Part, Symptoms, diagnose
from grader.grading.candidates import Ran
from grader.grading.task import Judged
from grader.i18n import Lang, render
from grader.result import Diagnosis
from grader.sandbox.protocol import Limits

__all__ = ["known_mistakes"]


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
    fix = render(finding.fix, lang)
    if finding.code_fix:
        fix += "\n\n" + textwrap.indent(finding.code_fix, "    ")
    return Diagnosis(
        code=finding.code,
        task=finding.task,
        cell=finding.place.cell if finding.place else None,
        quote=(finding.place.quote or None) if finding.place else None,
        measured=render(finding.measured, lang) if finding.measured else None,
        symptom=render(finding.symptom, lang),
        cause=render(finding.cause, lang),
        fix=fix,
    )

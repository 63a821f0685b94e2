"""All rules over one submission, and what of their findings is told."""

from collections.abc import Iterable, Sequence
from typing import Final

from grader.diagnosis.finding import Finding
from grader.diagnosis.rules import RULES
from grader.diagnosis.symptoms import Symptoms

__all__ = ["MOST", "diagnose", "told"]

#: Diagnoses of one result: more are not read.
MOST: Final = 5


def diagnose(symptoms: Symptoms) -> list[Finding]:
    """The findings that are told, the heaviest first."""
    return told(finding for rule in RULES for finding in rule(symptoms))


def told(findings: Iterable[Finding]) -> list[Finding]:
    """The heaviest at first, at most `MOST`, without those that another explains and without the same one twice.

    A finding is explained when another one of its task, or one about the whole notebook, names its code. The same
    mistake on the same line is told once, for the first of its tasks.
    """
    found = list(findings)
    kept = [finding for finding in found if not any(_explains(other, finding) for other in found)]
    ordered = sorted(kept, key=lambda finding: (-finding.weight, finding.place.cell if finding.place else 0))
    return _distinct(ordered)[:MOST]


def _explains(cause: Finding, finding: Finding) -> bool:
    return finding.code in cause.explains and cause.task in (None, finding.task)


def _distinct(findings: Sequence[Finding]) -> list[Finding]:
    first: dict[object, Finding] = {}
    for finding in findings:
        first.setdefault((finding.code, finding.place or finding.task), finding)
    return list(first.values())

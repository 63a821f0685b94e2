"""JUnit XML, for GitLab, Jenkins and CodeGrade: a suite for each submission, a test for each criterion.

Attributes and order follow Jenkins' junit-10.xsd. Points, which JUnit does not know, are properties.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from typing import Final

from grader.lms.mark import Mark
from grader.outcome import Outcome, Status
from grader.result import CriterionResult, Result

__all__ = ["junit_xml"]

#: What XML 1.0 cannot hold at all, whatever the escape.
_FORBIDDEN: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit_xml(marks: Sequence[Mark]) -> str:
    """The document, as text.

    A criterion that is not met is a failure, one that could not be judged is skipped, and a fault of the grader is an
    error.
    """
    root = ET.Element("testsuites")
    for mark in marks:
        root.append(_suite(mark))
    totals = {name: sum(int(suite.attrib[name]) for suite in root) for name in ("tests", "failures", "errors")}
    root.attrib.update({"name": "grader", **{name: str(value) for name, value in totals.items()}})
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _suite(mark: Mark) -> ET.Element:
    result = mark.result
    cases = [_case(result, f"{task.id}", criterion) for task in result.tasks for criterion in task.criteria]
    if not cases:
        cases = [_whole(result)]
    counts = {kind: sum(case.find(tag) is not None for case in cases) for kind, tag in _COUNTED.items()}
    suite = ET.Element(
        "testsuite",
        {
            "name": _text(f"{result.assignment}: {mark.student}"),
            "tests": str(len(cases)),
            **{kind: str(count) for kind, count in counts.items()},
            "time": f"{result.timings.get('total', 0.0):.3f}",
        },
    )
    properties = ET.SubElement(suite, "properties")
    for name, value in (
        ("score", "" if mark.score is None else f"{mark.score:g}"),
        ("max_score", f"{result.max_score:g}"),
        ("accepted", str(result.accepted).lower()),
        ("isolation", result.isolation.profile),
    ):
        ET.SubElement(properties, "property", {"name": name, "value": value})
    suite.extend(cases)
    return suite


_COUNTED: Final = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def _case(result: Result, task: str, criterion: CriterionResult) -> ET.Element:
    case = ET.Element("testcase", {"classname": f"{result.assignment}.{task}", "name": criterion.id, "time": "0"})
    if criterion.outcome in (Outcome.FAIL, Outcome.PARTIAL):
        failure = ET.SubElement(case, "failure", {"message": _text(criterion.message), "type": criterion.outcome.value})
        failure.text = f"{criterion.points:g} / {criterion.max_points:g}"
    elif criterion.outcome is not Outcome.PASS:
        ET.SubElement(case, "skipped", {"message": _text(criterion.message)})
    return case


def _whole(result: Result) -> ET.Element:
    case = ET.Element("testcase", {"classname": result.assignment, "name": "submission", "time": "0"})
    kind = "error" if result.status is Status.GRADER_ERROR else "failure"
    ET.SubElement(case, kind, {"message": _text(result.message or ""), "type": result.status.value})
    return case


def _text(value: str) -> str:
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", value)

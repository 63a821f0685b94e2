"""nbgrader's table, JUnit XML, and the files of autograder hooks, checked against what their platforms publish."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from grader.lms.hooks import PLATFORMS, classroom50, gradescope, prairielearn
from grader.lms.junit import junit_xml
from grader.lms.mark import Mark, read_marks
from grader.lms.nbgrader import HEADER, nbgrader_table
from grader.outcome import Outcome
from tests.lms.conftest import class_result

FORMATS = {"enum": ["text", "html", "simple_format", "md", "ansi"]}
VISIBLE = {"enum": ["visible", "hidden", "after_due_date", "after_published"]}
#: gradescope-autograders.readthedocs.io/en/latest/specs
GRADESCOPE = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "score": {"type": "number", "minimum": 0},
        "execution_time": {"type": "integer"},
        "output": {"type": "string"},
        "output_format": FORMATS,
        "test_output_format": FORMATS,
        "test_name_format": FORMATS,
        "visibility": VISIBLE,
        "stdout_visibility": VISIBLE,
        "extra_data": {"type": "object"},
        "leaderboard": {"type": "array"},
        "tests": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["score", "max_score", "status"],
                "properties": {
                    "score": {"type": "number"},
                    "max_score": {"type": "number"},
                    "status": {"enum": ["passed", "failed"]},
                    "name": {"type": "string"},
                    "number": {"type": "string"},
                    "output": {"type": "string"},
                    "tags": {"type": "array", "items": {"type": "string"}},
                },
            },
        },
    },
}
#: prairielearn.readthedocs.io, "External grading"
PRAIRIELEARN = {
    "type": "object",
    "required": ["gradable"],
    "properties": {
        "gradable": {"type": "boolean"},
        "score": {"type": "number", "minimum": 0, "maximum": 1},
        "message": {"type": "string"},
        "format_errors": {"type": "array", "items": {"type": "string"}},
        "tests": {
            "type": "array",
            "items": {"type": "object", "required": ["name", "points", "max_points"]},
        },
    },
    "if": {"properties": {"gradable": {"const": True}}},
    "then": {"required": ["score"]},
}
#: Classroom 50, wiki/Advanced-Autograding
CLASSROOM50 = {
    "type": "object",
    "required": ["schema", "assignment", "score", "max-score", "tests", "datetime", "graded_at"],
    "properties": {
        "schema": {"const": "classroom50/result/v1"},
        "score": {"type": "integer"},
        "max-score": {"type": "integer"},
        "tests": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["test-name", "passed", "score", "max-score"],
                "properties": {"passed": {"type": "boolean"}, "score": {"type": "integer"}},
            },
        },
    },
}


@pytest.mark.parametrize("score", [0.0, 83.4])
@pytest.mark.parametrize(
    ("name", "schema"), [("gradescope", GRADESCOPE), ("prairielearn", PRAIRIELEARN), ("classroom50", CLASSROOM50)]
)
def test_the_published_formats(name: str, schema: dict[str, Any], score: float) -> None:
    jsonschema.validate(json.loads(PLATFORMS[name].json(class_result("Ana", "1", score), "es")), schema)


def test_gradescope_shows_each_criterion_with_its_points() -> None:
    result = class_result("Ana", "1", 83.4)
    document = gradescope(result, "en")
    assert document["score"] == 83.4
    assert len(document["tests"]) == len(result.tasks[0].criteria)
    assert sum(test["max_score"] for test in document["tests"]) == result.max_score


def test_a_fault_of_the_grader_is_no_score_anywhere() -> None:
    fault = class_result("Ana", "1", None)
    told = gradescope(fault, "en")
    jsonschema.validate(told, GRADESCOPE)
    assert "score" not in told
    assert "tests" not in told
    assert prairielearn(fault, "en")["gradable"] is False
    with pytest.raises(ValueError, match="without a score"):
        classroom50(fault, "en", {})


def test_classroom50_hands_on_what_the_workflow_knows() -> None:
    told = classroom50(
        class_result("Ana", "1", 83.4), "en", {"CLASSROOM": "dl", "OWNER": "ana", "COMMIT_URL": "https://x/c"}
    )
    assert (told["classroom"], told["owner"], told["submitted_by"], told["commit"]) == (
        "dl",
        "ana",
        "ana",
        "https://x/c",
    )
    assert (told["score"], told["max-score"]) == (83, 100)


def test_nbgraders_table(marks: list[Mark]) -> None:
    table = nbgrader_table(marks)
    assert tuple(table.header) == HEADER
    rows = [dict(zip(table.header, row, strict=True)) for row in table.rows]
    assert [(row["student_id"], row["score"], row["max_score"]) for row in rows] == [
        ("101", "83.00", "100.00"),
        ("102", "40.50", "100.00"),
        ("103", "", "100.00"),
    ]


def test_junit_counts_what_it_holds(put: Callable[..., Path], marks: list[Mark]) -> None:
    result = class_result("Dora\x1b[31m", "104", 10.0)
    first = result.tasks[0].criteria[0].model_copy(update={"outcome": Outcome.FAIL, "message": "\x00 <b>&"})
    task = result.tasks[0].model_copy(update={"criteria": [first, *result.tasks[0].criteria[1:]]})
    more = read_marks(put(result.model_copy(update={"tasks": [task]}), "dora"))
    root = ET.fromstring(junit_xml(more).encode())
    suites = {suite.attrib["name"].split(": ")[1]: suite for suite in root}
    assert len(suites) == 4
    for suite in root:
        cases = suite.findall("testcase")
        assert int(suite.attrib["tests"]) == len(cases)
        assert int(suite.attrib["failures"]) == len(suite.findall("testcase/failure"))
        assert int(suite.attrib["errors"]) == len(suite.findall("testcase/error"))
    assert suites["Carla Ruiz"].find("testcase/error") is not None
    assert (root.attrib["failures"], root.attrib["errors"]) == ("1", "1")
    properties = {p.attrib["name"]: p.attrib["value"] for p in suites["Ana García"].iter("property")}
    assert (properties["score"], properties["max_score"]) == ("83", "100")

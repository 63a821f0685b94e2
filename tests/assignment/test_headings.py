"""The words of a rubric for headings: those of its own titles and of its starter tell the tasks apart."""

import re
from pathlib import Path

import pytest

from grader.assignment import available, find_assignment
from grader.matching.headings import speaks

ROOT = Path(__file__).parents[2] / "assignments"
SEVERAL = [name for name in available() if len(find_assignment(name).tasks) > 1]


@pytest.mark.parametrize("name", SEVERAL)
def test_every_heading_of_the_starter_speaks_of_one_task_at_most_and_each_task_has_one(name: str) -> None:
    tasks = find_assignment(name).tasks
    headings = re.findall(r"^# #+ (.*)$", (ROOT / name / "starter.py").read_text(encoding="utf-8"), re.MULTILINE)
    spoken = [[task.id for task in tasks if speaks(heading, task)] for heading in headings]
    alone = [found[0] for found in spoken if len(found) == 1]
    assert sorted(alone) == sorted(task.id for task in tasks)

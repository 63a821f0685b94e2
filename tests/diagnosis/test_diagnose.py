"""What of the findings is told."""

from dataclasses import replace

from grader.diagnosis import Finding, Place
from grader.diagnosis.diagnose import MOST, told
from grader.i18n import text

ONE = Finding(code="a", weight=10, symptom=text("s"), cause=text("c"), fix=text("f"), task="simple")


def test_the_heaviest_comes_first():
    light, heavy = replace(ONE, code="light"), replace(ONE, code="heavy", weight=90)
    assert told([light, heavy]) == [heavy, light]


def test_what_another_explains_is_dropped_in_its_own_task():
    cause = replace(ONE, code="cause", explains=frozenset({"a"}))
    elsewhere = replace(ONE, task="sparse")
    assert told([cause, ONE, elsewhere]) == [cause, elsewhere]


def test_what_is_about_the_notebook_explains_in_all_tasks():
    cause = replace(ONE, code="cause", task=None, explains=frozenset({"a"}))
    assert told([ONE, cause]) == [cause]


def test_the_same_line_is_told_once():
    place = Place(3, "ae.compile('adadelta')")
    assert told([replace(ONE, place=place), replace(ONE, place=place, task="sparse")]) == [replace(ONE, place=place)]


def test_no_more_than_a_handful():
    assert len(told([replace(ONE, code=str(n)) for n in range(20)])) == MOST

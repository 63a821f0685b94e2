"""The first line: accepted or not, and why."""

from collections.abc import Callable

from grader.i18n import render
from grader.outcome import Outcome, Status
from grader.report.verdict import verdict
from grader.result import Result
from tests.report.sample import REQUIRED, WRONG

SEPARATION = {"separation": WRONG["separation"]}


def said(result: Result) -> tuple[str, str]:
    found = verdict(result)
    return render(found.word, "en"), render(found.reason, "en") if found.reason else ""


def test_accepted_needs_no_reason(accepted: Result):
    assert said(accepted) == ("ACCEPTED", "")


def test_only_criteria_of_the_acceptance_are_reasons(make: Callable[..., Result]):
    result = make(SEPARATION | {"histogram": WRONG["histogram"]})
    assert said(result) == ("NOT ACCEPTED", "not met: Histograma del MSE por clase")


def test_accepted_work_with_an_unmet_criterion_stays_accepted(make: Callable[..., Result]):
    assert said(make(SEPARATION, accepted=True)) == ("ACCEPTED", "")


def test_many_reasons_are_counted(refused: Result):
    assert said(refused)[1] == "not met: Entrenado solo con camisetas de train, ROC-AUC medido and 2 more"


def test_work_that_only_awaits_a_look_is_not_accepted_yet(make: Callable[..., Result]):
    doubt = {"trained_on": (Outcome.UNVERIFIED, None, 0, "No se reconocen las imágenes.")}
    expected = "a person has to look at it first: Entrenado solo con camisetas de train"
    assert said(make(doubt, review=True)) == ("NOT ACCEPTED YET", expected)


def test_a_review_without_an_open_criterion_still_needs_a_look(make: Callable[..., Result]):
    assert said(make(review=True)) == ("NOT ACCEPTED YET", "a person has to look at it first")


def test_skipped_criteria_give_their_common_reason(make: Callable[..., Result]):
    why = "No se encontró ningún modelo entrenado."
    skipped = dict.fromkeys(REQUIRED, (Outcome.SKIPPED, None, 0, why))
    assert said(make(skipped)) == ("NOT ACCEPTED", why)


def test_faults_have_words_of_their_own(make: Callable[..., Result]):
    assert said(make(status=Status.GRADER_ERROR)) == ("NO GRADE", "the grader failed, not the submission")
    assert said(make(status=Status.STUDENT_ERROR)) == ("NOT ACCEPTED", "the submission could not be graded")

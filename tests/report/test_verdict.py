"""The first line: accepted or not, and why."""

from collections.abc import Callable, Collection

from grader.i18n import render
from grader.outcome import Outcome, Status
from grader.report.verdict import Verdict, verdict
from grader.result import Result
from tests.report.exercises import five_results
from tests.report.replayed import differs, with_origin
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


def test_a_training_that_makes_another_model_is_the_reason_of_a_look(make: Callable[..., Result]):
    expected = "a person has to look at it first: its training, repeated, makes another model"
    assert said(with_origin(make(review=True), replay=differs())) == ("NOT ACCEPTED YET", expected)


def test_skipped_criteria_give_their_common_reason(make: Callable[..., Result]):
    why = "No se encontró ningún modelo entrenado."
    skipped = dict.fromkeys(REQUIRED, (Outcome.SKIPPED, None, 0, why))
    assert said(make(skipped)) == ("NOT ACCEPTED", why)


def test_faults_have_words_of_their_own(make: Callable[..., Result]):
    assert said(make(status=Status.GRADER_ERROR)) == ("NO GRADE", "the grader failed, not the submission")
    assert said(make(status=Status.STUDENT_ERROR)) == ("NOT ACCEPTED", "the submission could not be graded")


def of_five(absent: Collection[str] = (), **changes: dict[str, object]) -> Verdict:
    """The verdict where tasks were changed, by their ids."""
    result = five_results("en", absent)
    tasks = [task.model_copy(update=changes.get(task.id, {})) for task in result.tasks]
    return verdict(result.model_copy(update={"tasks": tasks, "accepted": all(task.accepted for task in tasks)}))


def told(found: Verdict) -> str:
    return f"{found.symbol} {render(found.word, 'en')} · {render(found.reason, 'en') if found.reason else ''}"


def test_exercises_are_counted_and_open_ones_named():
    expected = "◐ 3 of 5 exercises accepted · to improve: Exercise 2 · 2D latent space, Exercise 4 · sparse autoencoder"
    assert told(of_five()) == expected


def test_exercises_that_were_not_handed_in_are_told_apart_from_those_to_improve():
    assert told(of_five(["sparse"])) == (
        "◐ 3 of 5 exercises accepted · to improve: Exercise 2 · 2D latent space; not handed in: Exercise 4 · sparse "
        "autoencoder"
    )


def test_all_accepted_is_accepted():
    done = {"accepted": True}
    found = of_five(latent2d=done, sparse=done)
    assert told(found) == "✓ ACCEPTED · 5 of 5 exercises accepted"
    assert found.tone == "good"


def test_nothing_accepted_is_bad():
    found = of_five(["simple", "latent2d", "denoising", "sparse", "anomaly"])
    assert told(found).startswith("✗ 0 of 5 exercises accepted · not handed in: Exercise 1 · simple autoencoder, ")
    assert told(found).endswith(" and 2 more")
    assert found.tone == "bad"


def test_exercises_that_only_await_a_look_are_for_review():
    wait = {"accepted": False, "needs_review": True}
    found = of_five(latent2d=wait, sparse={"accepted": True})
    assert told(found) == (
        "? 4 of 5 exercises accepted · a person has to look at it first: Exercise 2 · 2D latent space"
    )
    assert found.tone == "review"

"""Why a submission needs a look: one short reason of each task."""

from collections.abc import Callable

from grader.outcome import Outcome
from grader.report.class_report.doubts import doubts
from grader.result import Result
from tests.report.replayed import DIFFERS, agrees, differs, with_origin


def unverified(message: str) -> tuple[Outcome, None, int, str]:
    return (Outcome.UNVERIFIED, None, 0, message)


def test_of_several_criteria_the_first_is_told(make: Callable[..., Result]) -> None:
    both = {"trained_on": unverified("Hay imágenes sin reconocer."), "roc_auc": unverified("Cae.")}
    (doubt,) = doubts(make(both, review=True))
    assert (doubt.about, doubt.message) == ("Entrenado solo con camisetas de train", "Hay imágenes sin reconocer.")


def test_a_long_message_is_cut_at_a_word(make: Callable[..., Result]) -> None:
    (doubt,) = doubts(make({"trained_on": unverified("palabra " * 100)}, review=True))
    assert len(doubt.message) <= 160
    assert doubt.message.endswith("palabra …")


def test_without_such_a_criterion_the_repeated_training_is_told(make: Callable[..., Result]) -> None:
    (doubt,) = doubts(with_origin(make(review=True), replay=differs()))
    assert (doubt.about, doubt.message) == ("", DIFFERS)


def test_of_several_tasks_each_is_named(make: Callable[..., Result]) -> None:
    task = make({"trained_on": unverified("Dudas.")}, review=True).tasks[0]
    first, second = doubts(make(tasks=[task, task.model_copy(update={"title": "Otro"})]))
    assert (first.about, second.about) == tuple(
        f"{title} · Entrenado solo con camisetas de train" for title in ("Detector de camisetas", "Otro")
    )


def test_nothing_is_told_of_tasks_that_need_no_look(make: Callable[..., Result]) -> None:
    assert list(doubts(make({"trained_on": unverified("Dudas.")}))) == []
    assert list(doubts(with_origin(make(review=True), replay=agrees()))) == []

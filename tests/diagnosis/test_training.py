"""Trainings that went wrong."""

from typing import Any

from grader.diagnosis.training.adadelta import adadelta
from tests.diagnosis.submission import codes, event, only, part, seen, symptoms, traced

FIT = "ae.fit(x, x, epochs=5)"


def trained(task: str = "simple", lost: str = "reconstruction", source: str = FIT, **changes: Any):
    training = traced(event(x=seen(), y=seen(), **changes))
    return symptoms(source, parts=[part(task, [training], lost=[lost] if lost else [])])


def test_adadelta_with_todays_learning_rate():
    finding = only(adadelta, trained(optimizer="Adadelta", learning_rate=0.001, losses=[0.2, 0.19]))
    assert finding.code == "adadelta"
    assert finding.place is not None
    assert finding.place.quote == FIT
    assert "loss-still-falling" in finding.explains


def test_adadelta_with_its_own_learning_rate():
    assert codes(adadelta, trained(optimizer="Adadelta", learning_rate=1.0)) == []


def test_adadelta_that_learnt_all_the_same():
    assert codes(adadelta, trained(lost="", optimizer="Adadelta", learning_rate=0.001)) == []


def test_adam_is_not_adadelta():
    assert codes(adadelta, trained(optimizer="Adam")) == []

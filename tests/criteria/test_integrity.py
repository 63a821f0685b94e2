"""Each probe beyond its bound asks for a person, with its figure."""

from dataclasses import replace
from typing import Any

import pytest

from grader.criteria import Case
from grader.i18n import LANGUAGES, render
from grader.outcome import Outcome
from tests.criteria.conftest import HONEST, detection


def test_an_honest_model_passes(good: Case, judge: Any) -> None:
    judged = judge("integrity", good)
    assert (judged.outcome, judged.measured, judged.review) == (Outcome.PASS, 0, False)


@pytest.mark.parametrize(
    ("changes", "figure"),
    [
        ({"perturbed": 3.0}, "3.0"),
        ({"perturbed_auc": 0.2}, "0.200"),
        ({"company": 0.05}, "0.050"),
        ({"white_noise": 0.3}, "0.30"),
        ({"copies": 0.5}, "50 %"),
        ({"unseen": 0.6}, "0.60"),
        ({"others": 4.5}, "4.50"),
        ({"others": 0.3}, "0.30"),
        ({"perturbed": float("nan")}, "nan"),
    ],
)
def test_a_disagreement_is_told_and_a_person_looks(
    changes: dict[str, float], figure: str, good: Case, judge: Any
) -> None:
    judged = judge("integrity", replace(good, measured=detection(probes=replace(HONEST, **changes))))
    assert (judged.outcome, judged.share, judged.review) == (Outcome.UNVERIFIED, 0, True)
    assert all(figure in render(judged.message, lang) for lang in LANGUAGES)


def test_all_disagreements_are_told(good: Case, judge: Any) -> None:
    judged = judge("integrity", replace(good, measured=detection(probes=replace(HONEST, copies=0.5, unseen=0.1))))
    said = render(judged.message, "en")
    assert "50 %" in said
    assert "0.10 times" in said
    assert judged.measured == 2

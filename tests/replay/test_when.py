"""Whose training is repeated."""

import pytest

from grader.replay import When


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("always", When(True, 1.0)),
        ("suspect", When(True, 0.0)),
        ("never", When(False, 0.0)),
        ("sample:5%", When(True, 0.05)),
        ("sample:2.5%", When(True, 0.025)),
    ],
)
def test_every_way_to_say_it(said: str, meant: When) -> None:
    assert When.parse(said) == meant


@pytest.mark.parametrize("said", ["", "sometimes", "sample", "sample:5", "sample:101%", "sample:-1%"])
def test_anything_else_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match=said or "^$"):
        When.parse(said)

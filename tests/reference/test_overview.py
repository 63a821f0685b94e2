"""docs/assignments.md says what the calibrations and kill matrices say."""

from pathlib import Path

from reference.overview import overview

PAGE = Path(__file__).parents[2] / "docs" / "assignments.md"


def test_the_page_is_that_of_the_shipped_figures() -> None:
    assert PAGE.read_text(encoding="utf-8") == overview(), "run `make docs`"


def test_it_holds_every_task_and_what_was_measured() -> None:
    page = overview()
    assert "| detector | 100/100 | reconstruction | <= 0.035 | 0.013 | mean image 0.0521 | " in page
    assert "Reference, 5 seeds: 100 of 100 points, all accepted" in page

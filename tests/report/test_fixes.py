"""Sentences and code of a fix."""

import pytest

from grader.report.fixes import Part, parts


@pytest.mark.parametrize(
    ("fix", "expected"),
    [
        ("Una  frase.", [Part("Una frase.", code=False)]),
        ("Haz:\n\n    x = 1\n    y = 2", [Part("Haz:", code=False), Part("x = 1\ny = 2", code=True)]),
        (
            "A\n\n    if x:\n        y\n\n    z\n\nB",
            [Part("A", code=False), Part("if x:\n    y\n\nz", code=True), Part("B", code=False)],
        ),
        ("", []),
        ("\x1b[31mrojo\u202e", [Part("rojo", code=False)]),
    ],
)
def test_paragraphs_and_code_are_told_apart(fix: str, expected: list[Part]) -> None:
    assert list(parts(fix)) == expected

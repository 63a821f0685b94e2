"""Numbers that a notebook shows: printed, drawn as text, or kept in a variable."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

from grader.criteria.protocol import Case

__all__ = ["PROGRESS", "kept_about", "neighbouring_cells", "numbers_about", "numbers_after", "shown_aucs"]

_AUC: Final = re.compile(r"auc|roc|área bajo|area under", re.IGNORECASE)
#: A fraction or a percentage, but not the bound in "AUC >= 0.85". A lone 1 is one only as a line's result: elsewhere it
#: numbers a class.
_SHARE: Final = re.compile(
    r"(?<![\d.,])(?<![<>≥≤]\s)(?<![<>≥≤=]=\s)(?<![<>≥≤])(?<![<>]=)(\d{1,3}[.,]\d+|(?<=[:=]\s)[01](?=\s*$))\s*(%?)"
)
_NUMBER: Final = re.compile(r"(?<![\w.,])(\d+(?:[.,]\d+)?(?:e[-+]?\d+)?)", re.IGNORECASE)
#: A line of Keras' progress, and what it says of the images that the model is being trained on.
PROGRESS: Final = re.compile(r"/step\b|━|^\s*Epoch \d+")
#: A row of what `model.summary()` prints, whose names and numbers are those of layers.
_SUMMARY: Final = re.compile(r"\(None,")
_OF_TRAINING: Final = re.compile(r"(?<![\w])(?!val_)\w+: [\d.e+-]+")
_LONGEST: Final = 2_000  # characters of a line that are read
_MOST: Final = 20_000  # lines


def shown_aucs(case: Case) -> list[float]:
    """Every number 0..1 that stands where a ROC-AUC is spoken of."""
    found = [
        number.value
        for evidence in case.cells
        for number in evidence.numbers
        if _AUC.search(number.name) and 0 <= number.value <= 1
    ]
    for line in _lines(case):
        if _AUC.search(line):
            found += _values(_SHARE, line)
    return [value for value in found if 0 <= value <= 1]


def numbers_about(case: Case, words: re.Pattern[str]) -> list[tuple[float, ...]]:
    """Every number in a line, or in a variable, that one of the words names, each as what it may mean.

    What Keras itself prints of a training counts only where it is measured on other images than those of the training.
    A percentage may mean a share; so may a number without its sign.
    """
    kept = {(n.name, n.value): n.value for evidence in case.cells for n in evidence.numbers if words.search(n.name)}
    found = list(kept.values())
    for line in _lines(case):
        if words.search(line):
            found += [float(digits.replace(",", ".")) for digits in _NUMBER.findall(line[:_LONGEST])]
    return [(value, value / 100) if 1 < value <= 100 else (value,) for value in found]


def neighbouring_cells(case: Case) -> Iterator[Case]:
    """The case as it is with two cells alone that ran one after the other, for numbers that belong together.

    They are those from the one that the model was trained in.
    """
    first = case.snapshot.cell if case.snapshot is not None else 0
    orders = [cell.order for cell in case.run.cells if cell.order >= first]
    for two in pairwise(orders) if len(orders) > 1 else [tuple(orders)]:
        run = case.run.model_copy(update={"cells": [cell for cell in case.run.cells if cell.order in two]})
        yield replace(case, run=run, cells=[evidence for evidence in case.cells if evidence.cell in two])


def kept_about(case: Case, words: re.Pattern[str]) -> list[float]:
    """Every number in a variable that one of the words names."""
    return [n.value for evidence in case.cells for n in evidence.numbers if words.search(n.name)]


def numbers_after(case: Case, words: re.Pattern[str]) -> list[float]:
    """The numbers that follow one of the words in a line that is shown; no percentages."""
    found = []
    for line in _lines(case):
        word = words.search(line[:_LONGEST])
        if word:
            found += [
                float(n[1].replace(",", ".")) for n in _NUMBER.finditer(line, word.end(), _LONGEST) if not _percent(n)
            ]
    return found


def _percent(number: re.Match[str]) -> bool:
    return number.string[number.end() :].lstrip().startswith("%")


def _values(pattern: re.Pattern[str], line: str) -> list[float]:
    found = pattern.findall(line[:_LONGEST])
    return [float(digits.replace(",", ".")) / (100 if percent else 1) for digits, percent in found]


def _lines(case: Case) -> Iterator[str]:
    """What was printed, but for the rows of a model's summary, and the texts of all figures."""
    for figure in case.figures:
        yield figure.title
        for panel in figure.panels:
            yield from (panel.title, *panel.texts, *(series.label for series in panel.series))
    for cell in case.run.cells:
        for line in cell.text.splitlines()[:_MOST]:
            if not _SUMMARY.search(line):
                yield _OF_TRAINING.sub("", line) if PROGRESS.search(line) else line

"""What a replay comes to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from grader.i18n import Text, text

__all__ = ["NAMES", "Figure", "Replayed"]


@dataclass(frozen=True)
class Figure:
    """One figure of the graded model, and of the models that the same training made again.

    Attributes:
        name: in `calibration.json` and `result.json`, such as `roc_auc`.
        graded: of the notebook's model.
        replayed: of each repetition.
        difference: from their mean to `graded`; a ratio minus 1 for errors.
        spread: the most that honest repetitions differ by.
    """

    name: str
    graded: float
    replayed: Sequence[float]
    difference: float
    spread: float

    @property
    def agrees(self) -> bool:
        """Whether the difference is within the spread; NaN is not."""
        return abs(self.difference) <= self.spread


@dataclass(frozen=True)
class Replayed:
    """What came of trying to repeat a training.

    Attributes:
        reason: why it was tried.
        impossible: why it could not be repeated; then all else is empty.
        fresh: whether initial weights were drawn anew, as those of the notebook are no draws of their initialisers.
        seconds: of the trainings of the first repetition, on this machine.
    """

    reason: Text
    impossible: Text | None = None
    figures: Sequence[Figure] = ()
    fresh: bool = False
    seconds: float = 0.0

    @property
    def agrees(self) -> bool:
        """Whether the same training makes the same model again."""
        return self.impossible is None and all(figure.agrees for figure in self.figures)

    @property
    def told(self) -> Text:
        """In a sentence or two."""
        if self.impossible is not None:
            return text("The training could not be repeated in a clean box. {why}", why=self.impossible)
        figures = _listed(self.figures if self.agrees else [figure for figure in self.figures if not figure.agrees])
        if self.agrees:
            return text("The same training in a clean box makes the same model again ({figures}).", figures=figures)
        return text("The same training in a clean box makes another model ({figures}).", figures=figures)

    @property
    def differs(self) -> bool:
        """Whether it was repeated and made another model."""
        return self.impossible is None and not self.agrees


NAMES: Final[Mapping[str, Text]] = {
    "error": text("error"),
    "roc_auc": text("ROC-AUC"),
    "classes": text("errors of single classes"),
    "gain": text("denoising gain"),
    "hoyer": text("sparsity"),
}


def _listed(figures: Sequence[Figure]) -> Text:
    """Such as: ROC-AUC 0.93, repeated 0.898."""
    told = [_told(figure) for figure in figures]
    message = told[0]
    for more in told[1:]:
        message = text("{first}; {second}", first=message, second=more)
    return message


def _told(figure: Figure) -> Text:
    if figure.name == "classes":
        return text("errors of single classes apart by up to {share:.0f} %", share=100 * figure.difference)
    mean = sum(figure.replayed) / len(figure.replayed)
    return text(
        "{name} {graded:.4g}, repeated {repeated:.4g}",
        name=NAMES[figure.name],
        graded=figure.graded,
        repeated=mean,
    )

"""How often each diagnosis was told where it is true, and where it is not, over all variants."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.i18n import Lang, render, text
from grader.mutants.matrix import KillMatrix

if TYPE_CHECKING:
    from rich.table import Table

__all__ = ["DiagnosisScore", "diagnosis_scores", "diagnosis_table"]


@dataclass(frozen=True)
class DiagnosisScore:
    """One code over all variants.

    Attributes:
        found: variants in which it is told and true; `missed` those that had to raise it and did not.
        false: names of the variants in which it is told and not true.
    """

    code: str
    found: int
    missed: list[str]
    false: list[str]

    @property
    def precision(self) -> float | None:
        """Share of the variants it was told of in which it is true, 0..1; None where it never was."""
        told = self.found + len(self.false)
        return self.found / told if told else None

    @property
    def recall(self) -> float | None:
        """Share of the variants in which it is true in which it was told, 0..1; None where there is none."""
        true = self.found + len(self.missed)
        return self.found / true if true else None


def diagnosis_scores(matrix: KillMatrix) -> list[DiagnosisScore]:
    """One for each code that was told or had to be, by name."""
    codes = {code for one in matrix.variants for code in (*one.told, *([one.diagnosis] if one.diagnosis else []))}
    return [_score(matrix, code) for code in sorted(codes)]


def _score(matrix: KillMatrix, code: str) -> DiagnosisScore:
    told = [one for one in matrix.variants if code in one.told]
    true = [one for one in told if code in (one.diagnosis, *one.also)]
    return DiagnosisScore(
        code,
        found=len(true),
        missed=[one.id for one in matrix.variants if one.diagnosis == code and code not in one.told],
        false=[one.id for one in told if one not in true],
    )


def diagnosis_table(matrix: KillMatrix, lang: Lang) -> "Table":
    """A row for each diagnosis: its precision and recall, and the variants that spoil them."""
    from rich.table import Table

    table = Table(box=None, padding=(0, 1))
    heads = (text("Diagnosis"), text("precision"), text("recall"), text("missed in"), text("false in"))
    for head in heads:
        table.add_column(render(head, lang), overflow="fold")
    for score in diagnosis_scores(matrix):
        table.add_row(
            score.code,
            _percent(score.precision),
            _percent(score.recall),
            ", ".join(score.missed),
            f"[bold red]{', '.join(score.false)}[/]" if score.false else "",
        )
    return table


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.0f} %"

"""What the evidence lacks, told as diagnoses so that nobody wonders why something did not count."""

from typing import Final

from grader.errors import BadArtefact
from grader.exchange.evidence import Session
from grader.exchange.plain import plain
from grader.grading.candidates import Ran
from grader.i18n import Lang, Text, render, text
from grader.result import Diagnosis

__all__ = ["GAPS", "no_report", "session_and_gaps", "stand_in"]

#: Codes of the diagnoses that are about the evidence and the machine, not about the student's work.
GAPS: Final = frozenset({"stand-in", "damaged-evidence", "not-recorded", "no-report"})

#: Gaps of a kind that are told: a box can claim any number of them.
_SHOWN: Final = 20


def session_and_gaps(ran: Ran, lang: Lang) -> tuple[Session | None, list[Diagnosis]]:
    """The versions inside the box, if they can be read, and a diagnosis for each gap in the evidence."""
    gaps = [_damaged(message, lang) for message in ran.folder.rejected[:_SHOWN]]
    notes = [(cell.cell, note) for cell in ran.cells for note in cell.notes]
    gaps += [_not_recorded(ran, order, note, lang) for order, note in notes[:_SHOWN]]
    try:
        return ran.folder.session(), gaps
    except BadArtefact as error:
        return None, [*gaps, _damaged(error.message, lang)]


def stand_in(wanted: str, used: str, lang: Lang) -> Diagnosis:
    """Says that another dataset was used than the one the notebook asked for."""
    return Diagnosis(
        code="stand-in",
        task=None,
        symptom=render(text("Graded on {used} instead of {wanted}.", used=used, wanted=wanted), lang),
        cause=render(
            text(
                "{wanted} is nowhere on this machine: its place is taken by variants of scikit-learn's 1,797 "
                "small digits, with bounds of their own.",
                wanted=wanted,
            ),
            lang,
        ),
        fix=render(text("For a grade on the real data, provide it: `grader data` says how."), lang),
    )


def no_report(error: Exception, lang: Lang) -> Diagnosis:
    """Says why there is no report.html."""
    symptom = text("The report could not be written: {error}.", error=plain(f"{type(error).__name__}: {error}"))
    return Diagnosis(
        code="no-report",
        task=None,
        symptom=render(symptom, lang),
        cause=render(text("The disk is full, or there is a mistake in the grader."), lang),
        fix=render(text("The grade holds: only its presentation is missing. Grade again to have it."), lang),
    )


def epoch_cap(epochs: int, lang: Lang) -> Diagnosis:
    """Says that trainings were cut, whichever reached that length."""
    return Diagnosis(
        code="epoch-cap",
        task=None,
        symptom=render(text("No training went on for more than {n} epochs (--epoch-cap).", n=epochs), lang),
        cause=render(
            text(
                "This grading was asked to save time. A history that was cut is filled up with its last values; what "
                "was measured is what so few epochs reach."
            ),
            lang,
        ),
        fix=render(text("For a grade that counts, grade again without --epoch-cap."), lang),
    )


def _damaged(message: Text, lang: Lang) -> Diagnosis:
    return Diagnosis(
        code="damaged-evidence",
        task=None,
        symptom=render(message, lang),
        cause=render(text("A file of the evidence was changed, or its cell was cut off while it was written."), lang),
        fix=render(
            text("What that cell did does not count; grade again, and look at the notebook if it stays so."), lang
        ),
    )


def _not_recorded(ran: Ran, order: int, note: str, lang: Lang) -> Diagnosis:
    cell = ran.run.cells[order].index + 1
    symptom = text("In cell {cell} something was not recorded: {note}", cell=cell, note=plain(note))
    return Diagnosis(
        code="not-recorded",
        task=None,
        symptom=render(symptom, lang),
        cause=render(text("The grader's recorder met something it does not know."), lang),
        fix=render(text("Show this to the instructor: what was not recorded could not count."), lang),
    )

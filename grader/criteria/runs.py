"""`runs`: the notebook runs from top to bottom without an error."""

from grader.assignment import CriterionSpec
from grader.criteria.protocol import Case, Judgement, register
from grader.execution.record import CellRun
from grader.i18n import Text, text
from grader.outcome import Outcome

__all__ = ["judge"]


@register("runs")
def judge(spec: CriterionSpec, case: Case) -> Judgement:
    """Points in proportion to the code cells that ended well; one failing line among imports costs its cell half."""
    cells = case.run.cells
    good = sum(cell.status == "ok" for cell in cells)
    halves = sum(bool(evidence.failed_imports) for evidence in case.cells) / 2
    share = max(0.0, good - halves) / len(cells) if cells else 0.0
    bad = next((cell for cell in cells if cell.status != "ok"), None)
    if bad is not None:
        outcome = Outcome.PARTIAL if share > 0 else Outcome.FAIL
        return Judgement(outcome, share, _what_happened(bad), good, target=f"= {len(cells)}")
    lost = [failed for evidence in case.cells for failed in evidence.failed_imports]
    if lost:
        message = text(
            "Ran, but this import failed and was passed over: {line} ({error})", **_import(lost[0].line, lost[0].error)
        )
        return Judgement(Outcome.PARTIAL, share, message, good, target=f"= {len(cells)}")
    return Judgement(
        Outcome.PASS, 1.0, text("All {n} code cells ran without errors.", n=good), good, target=f"= {len(cells)}"
    )


def _import(line: str, error: str) -> dict[str, str]:
    return {"line": line[:120], "error": error[:120]}


def _what_happened(cell: CellRun) -> Text:
    number = cell.index + 1
    if cell.status == "timeout":
        return text("Cell {cell} was stopped: it took more than its time.", cell=number)
    if cell.status == "dead":
        return text("Cell {cell} ended the Python process (out of memory, or an exit).", cell=number)
    if cell.error is None:
        return text("Cell {cell} did not run.", cell=number)
    return text(
        "Cell {cell} ended with {error}: {value}", cell=number, error=cell.error.name, value=cell.error.value[:200]
    )

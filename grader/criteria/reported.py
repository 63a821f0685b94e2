"""`reported`: the ROC-AUC that the notebook itself shows is the one its model reaches."""

import re
from collections.abc import Iterator

from grader.assignment import CriterionSpec
from grader.criteria.measured import needs_measurement
from grader.criteria.protocol import Case, Judgement, register
from grader.i18n import Text, text
from grader.measurement import Detection
from grader.outcome import Outcome

__all__ = ["judge"]

_NAMED = re.compile(r"auc|roc|área bajo|area under", re.IGNORECASE)
#: A fraction or a percentage, but not the bound in "AUC >= 0.85".
_NUMBER = re.compile(
    r"(?<![\d.,])(?<![<>≥≤]\s)(?<![<>≥≤=]=\s)(?<![<>≥≤])(?<![<>]=)(\d{1,3}[.,]\d+|[01](?![\d.,]))\s*(%?)"
)


@register("reported")
@needs_measurement
def judge(spec: CriterionSpec, case: Case, measured: Detection) -> Judgement:
    """Some ROC-AUC that was printed, drawn or kept in a variable lies within `params.tolerance` of the measured one."""
    tolerance = float(spec.params.get("tolerance", 0.02))
    target = f"{measured.roc_auc:.3f} ± {tolerance:g}"
    shown = list(_shown(case))
    if not shown:
        message = text("The notebook shows no ROC-AUC: compute it with score = -MSE and print it.")
        return Judgement(Outcome.FAIL, 0.0, message, None, target=target)
    closest = min(shown, key=lambda value: abs(value - measured.roc_auc))
    if abs(closest - measured.roc_auc) <= tolerance:
        message = text("The notebook reports {shown:.3f}, as measured.", shown=closest)
        return Judgement(Outcome.PASS, 1.0, message, closest, target=target)
    return Judgement(
        Outcome.FAIL, 0.0, _what_is_wrong(shown, closest, measured.roc_auc, tolerance), closest, target=target
    )


def _what_is_wrong(shown: list[float], closest: float, measured: float, tolerance: float) -> Text:
    if any(abs(1 - value - measured) <= tolerance for value in shown):
        return text(
            "The notebook reports {shown:.3f}, which is 1 - {measured:.3f}: the sign is turned around. A T-shirt has "
            "a small error, so its score must be -MSE.",
            shown=min(shown, key=lambda value: abs(1 - value - measured)),
            measured=measured,
        )
    return text(
        "The notebook reports {shown:.3f}, but the model it trained reaches {measured:.3f}.",
        shown=closest,
        measured=measured,
    )


def _shown(case: Case) -> Iterator[float]:
    """Every number between 0 and 1 that stands where a ROC-AUC is spoken of."""
    for evidence in case.cells:
        yield from (
            number.value for number in evidence.numbers if _NAMED.search(number.name) and 0 <= number.value <= 1
        )
        for figure in evidence.figures:
            yield from _in_lines([figure.title])
            for panel in figure.panels:
                yield from _in_lines([panel.title, *panel.texts, *(series.label for series in panel.series)])
    for cell in case.run.cells:
        yield from _in_lines(cell.text.splitlines())


def _in_lines(lines: list[str]) -> Iterator[float]:
    for line in lines:
        if _NAMED.search(line):
            for digits, percent in _NUMBER.findall(line[:2000]):
                value = float(digits.replace(",", ".")) / (100 if percent else 1)
                if 0 <= value <= 1:
                    yield value

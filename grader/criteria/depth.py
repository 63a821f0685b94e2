"""`depth`: how many layers the encoder and the decoder have, and how wide these are."""

from collections.abc import Sequence

from grader.assignment import CriterionSpec
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register
from grader.i18n import Text, text
from grader.measurement import Measured
from grader.outcome import Outcome

__all__ = ["judge"]


@register("depth")
@needs(Measured)
def judge(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """Layers with a kernel on each side of the code, counted in the model's own graph.

    `params.at_least`, `params.exactly`: layers of each half, that of the code and that of the output among them.
    `params.symmetric`: whether the decoder must widen as the encoder narrows. `params.widths`: those of the encoder.
    """
    structure = measured.structure
    target = _target(spec)
    if structure is None:
        return Judgement(Outcome.SKIPPED, 0.0, text("There was no model to measure."), target=target)
    halves = structure.encoder, structure.decoder
    shown = " → ".join(map(str, [measured.image_size, *structure.encoder, "·", *structure.decoder]))
    problem = _problem(spec, *halves)
    least = float(min(map(len, halves)))
    if problem is not None:
        message = Text("{problem} {layers}", {"problem": problem, "layers": text("Its layers: {shown}.", shown=shown)})
        return Judgement(Outcome.FAIL, 0.0, message, least, target=target)
    return Judgement(Outcome.PASS, 1.0, text("Its layers, as asked: {shown}.", shown=shown), least, target=target)


def _target(spec: CriterionSpec) -> str:
    if "widths" in spec.params:
        return "-".join(map(str, spec.params["widths"]))
    if "exactly" in spec.params:
        return f"= {spec.params['exactly']}"
    return f">= {spec.params.get('at_least', 1)}"


def _problem(spec: CriterionSpec, encoder: Sequence[int], decoder: Sequence[int]) -> Text | None:
    exactly, at_least, widths = (spec.params.get(name) for name in ("exactly", "at_least", "widths"))
    if exactly is not None and (len(encoder), len(decoder)) != (exactly, exactly):
        return text("Asked is one with {n} layers on each side of the code.", n=exactly)
    if at_least is not None and min(len(encoder), len(decoder)) < at_least:
        return text("Asked are at least {n} layers on each side of the code: it is not deep.", n=at_least)
    if widths is not None and list(encoder) != widths:
        return text("The encoder should have the widths {widths}.", widths=", ".join(map(str, widths)))
    if spec.params.get("symmetric") and list(decoder[:-1]) != list(reversed(encoder[:-1])):
        return text("The decoder is no mirror image of the encoder.")
    return None

"""`tied`: the decoder uses the encoder's kernels, transposed, instead of its own."""

from grader.assignment import CriterionSpec
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register, verdict
from grader.i18n import text
from grader.measurement import Measured
from grader.outcome import Outcome

__all__ = ["judge"]


@register("tied")
@needs(Measured)
def judge(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """Share of the decoder's kernel weights that are an encoder's kernel, transposed, 0..1, in the model's own graph.

    Lesson 156: tied weights take W^T of the encoder as decoder, which halves the parameters.
    """
    structure = measured.structure
    if structure is None:
        return Judgement(Outcome.SKIPPED, 0.0, text("There was no model to measure."))
    if spec.bounds is not None and spec.bounds.met(structure.tied):
        message = text(
            "The decoder uses the encoder's kernels, transposed: {n} parameters in all.", n=structure.parameters
        )
    else:
        message = text(
            "The decoder has kernels of its own ({n} parameters in all): its layers must multiply by the transposed "
            "kernel of the encoder's layer, as in tf.matmul(x, dense.kernel, transpose_b=True).",
            n=structure.parameters,
        )
    return verdict(spec, structure.tied, message)

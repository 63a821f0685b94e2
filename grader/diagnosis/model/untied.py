"""Weights that are called tied and are not."""

from collections.abc import Iterator

from grader.diagnosis.finding import MODEL, Finding, Place
from grader.diagnosis.symptoms import Symptoms
from grader.diagnosis.trainings import training_place
from grader.i18n import text

__all__ = ["untied"]

_TIED = """class DenseTranspose(keras.layers.Layer):
    def __init__(self, dense, **kwargs):
        super().__init__(**kwargs)
        self.dense = dense
    def build(self, shape):
        self.bias = self.add_weight(shape=(self.dense.kernel.shape[0],), initializer="zeros")
    def call(self, code):
        return keras.ops.sigmoid(keras.ops.matmul(code, keras.ops.transpose(self.dense.kernel)) + self.bias)"""


def untied(symptoms: Symptoms) -> Iterator[Finding]:
    """The decoder's kernels are its own, where they should be the encoder's."""
    for part in symptoms.parts:
        measured, snapshot = part.case.measured, part.case.snapshot
        if not part.lost("tied") or measured is None or measured.structure is None or snapshot is None:
            continue
        number = symptoms.code.cells[snapshot.cell].number
        yield Finding(
            code="untied",
            weight=MODEL,
            task=part.task.id,
            place=training_place(symptoms, part.last.event) if part.last else Place(number),
            measured=text(
                "{percent:.0f} % of the decoder's weights are the encoder's own, transposed",
                percent=100 * measured.structure.tied,
            ),
            symptom=text("The weights are not tied."),
            cause=text(
                "The decoder has a kernel of its own. A copy of the encoder's parts from it at the first step after it "
                "was made, and is as many weights again."
            ),
            fix=text("Let the decoder's layer use the kernel of the encoder's, every time it is called."),
            code_fix=_TIED,
        )

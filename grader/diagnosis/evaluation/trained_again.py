"""The graded model was trained on for something else before the notebook showed what it does."""

from collections.abc import Iterator

from grader.diagnosis.finding import EVALUATION, Finding
from grader.diagnosis.symptoms import Part, Symptoms
from grader.diagnosis.trainings import model_name, training_place
from grader.exchange.evidence import TrainingEvent
from grader.i18n import text

__all__ = ["trained_again"]

_SHOWN = ("reported", "histogram", "shows_output", "scatter", "inspected", "error_as_score")


def trained_again(symptoms: Symptoms) -> Iterator[Finding]:
    """What is shown is not the graded model's, and a later training moved the very same weights."""
    for part in symptoms.parts:
        if not part.lost(*_SHOWN):
            continue
        later = _later(symptoms, part)
        if later is None:
            continue
        yield Finding(
            code="trained-again",
            weight=EVALUATION + 8,
            task=part.task.id,
            place=training_place(symptoms, later),
            symptom=text("What the notebook shows comes from other weights than those that answer the task."),
            cause=text("The same object was trained again before it was evaluated, so its earlier weights are gone."),
            fix=text("Evaluate it before that line, or train a model of its own there."),
            code_fix=(
                f"other = keras.models.clone_model({model_name(part)})\nother.compile(optimizer='adam', loss='mse')"
            ),
            explains=frozenset(
                {"evaluated-on-training", "auc-of-some", "auc-other-class", "auc-of-mae", "auc-against-one"}
            ),
        )


def _later(symptoms: Symptoms, part: Part) -> TrainingEvent | None:
    """The first training of the graded object after the last one that its weights come from."""
    snapshot, last = part.case.snapshot, part.last
    if snapshot is None or last is None:
        return None
    after = [event for event in symptoms.events if event.model == last.event.model and event.id > last.event.id]
    return after[0] if after else None

"""What a measurement is held against, beside its target: where partial credit starts, and what references reached."""

from dataclasses import dataclass, field

from grader.assignment import Assignment
from grader.assignment.references import Reference, References
from grader.measurement import Detection, Measured

__all__ = ["Beside", "Yardstick"]


@dataclass(frozen=True)
class Beside:
    """For one criterion; both None where there is no such thing."""

    starts: float | None = None
    reference: Reference | None = None


@dataclass(frozen=True)
class Yardstick:
    """The rubric and the reference runs that belong to a result."""

    assignment: Assignment | None = None
    references: References = field(default_factory=References)

    def of(self, task: str, criterion: str, measured: Measured | None) -> Beside:
        """For a criterion of a task whose model was `measured`; without that, the dataset is not known."""
        dataset = measured.dataset if measured is not None else None
        normal = measured.normal_class if isinstance(measured, Detection) else None
        specs = [
            spec.on(dataset)
            for one in (self.assignment.tasks if self.assignment else [])
            for spec in one.criteria
            if (one.id, spec.id) == (task, criterion)
        ]
        bounds = specs[0].bounds if specs else None
        return Beside(bounds.from_ if bounds else None, self.references.of(task, criterion, dataset, normal))

"""What a measurement must reach, and where partial credit starts."""

import math
from typing import Annotated, Self

from pydantic import ConfigDict, Field, model_validator

from grader.assignment.base import Rule, mistake
from grader.i18n import text

__all__ = ["Bounds"]

Finite = Annotated[float, Field(allow_inf_nan=False)]


class Bounds(Rule):
    """A one-sided bound.

    Attributes:
        at_least: smallest value that earns everything; exactly one of `at_least` and `at_most` is given.
        at_most: largest value that earns everything.
        from_: `from` in YAML; where linear partial credit starts, below `at_least` or above `at_most`. Without it
            there is all or nothing.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [
                {"required": ["at_least"], "not": {"required": ["at_most"]}},
                {"required": ["at_most"], "not": {"required": ["at_least"]}},
            ]
        }
    )

    at_least: Finite | None = None
    at_most: Finite | None = None
    from_: Finite | None = Field(default=None, alias="from")

    @model_validator(mode="after")
    def _one_side(self) -> Self:
        if (self.at_least is None) == (self.at_most is None):
            raise mistake(text("exactly one of at_least and at_most"))
        if self.from_ is None:
            return self
        if self.at_least is not None and not self.from_ < self.at_least:
            raise mistake(text("from below at_least"))
        if self.at_most is not None and not self.from_ > self.at_most:
            raise mistake(text("from above at_most"))
        return self

    def met(self, value: float) -> bool:
        """Whether `value` is within the bound; NaN never is."""
        if self.at_least is not None:
            return value >= self.at_least
        return self.at_most is not None and value <= self.at_most

    def credit(self, value: float) -> float:
        """The share of the points that `value` earns, 0..1; NaN earns nothing."""
        if self.met(value):
            return 1.0
        target = self.at_least if self.at_least is not None else self.at_most
        if self.from_ is None or target is None or not math.isfinite(value):
            return 0.0
        return min(1.0, max(0.0, (value - self.from_) / (target - self.from_)))

    def describe(self) -> str:
        """The bound as it is shown, such as `>= 0.85`."""
        return f">= {self.at_least:g}" if self.at_least is not None else f"<= {self.at_most:g}"

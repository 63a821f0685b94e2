"""What all parts of an assignment share."""

from pydantic import BaseModel, ConfigDict
from pydantic_core import PydanticCustomError

from grader.i18n import Text

__all__ = ["MISTAKE", "Rule", "mistake"]

#: Error type of the rules that are ours and not pydantic's.
MISTAKE = "rubric"


class Rule(BaseModel):
    """A part of an assignment: no unknown fields, no conversions, not changed once it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


def mistake(expected: Text) -> PydanticCustomError:
    """What a validator raises; `expected` says what the rule asks for."""
    return PydanticCustomError(MISTAKE, "{expected}", {"expected": expected})

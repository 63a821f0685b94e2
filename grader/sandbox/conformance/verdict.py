"""What was found of one promise of one profile."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from grader.i18n import Text
from grader.sandbox.conformance.inside.attack import ATTACKS
from grader.sandbox.conformance.known import KNOWN
from grader.sandbox.conformance.promises import PROMISES

__all__ = ["State", "Verdict"]

#: `known`: broken, as is known of this profile; `better`: kept, though it is known not to be.
State: TypeAlias = Literal["kept", "broken", "known", "better"]


@dataclass(frozen=True)
class Verdict:
    """One line of the table.

    Attributes:
        profile: of the boxes.
        name: of the promise, as in `PROMISES`.
        gained: what broke it; nothing where it was kept.
    """

    profile: str
    name: str
    gained: str

    @property
    def promise(self) -> Text:
        """In words."""
        return PROMISES[self.name]

    @property
    def reason(self) -> Text | None:
        """Why this profile is known not to keep it; None where it has to."""
        return KNOWN.get(self.profile, {}).get(self.name)

    @property
    def is_unproved(self) -> bool:
        """Whether it is an attack that fails without a box too, so that this machine cannot show that boxes stop it."""
        return self.profile == "none" and self.state == "better" and self.name in ATTACKS

    @property
    def state(self) -> State:
        """Whether it was kept, and whether that is as known."""
        if self.gained:
            return "broken" if self.reason is None else "known"
        return "kept" if self.reason is None else "better"

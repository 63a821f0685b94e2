"""Whose training is repeated."""

import re
from dataclasses import dataclass
from typing import Final, Self

__all__ = ["When"]

_SAMPLE: Final = re.compile(r"sample:(\d{1,3}(?:\.\d+)?)%")


@dataclass(frozen=True)
class When:
    """What is asked for.

    Attributes:
        suspect: where something gives a reason.
        share: of all others, drawn at random, 0..1.
    """

    suspect: bool = True
    share: float = 0.0

    @classmethod
    def parse(cls, said: str) -> Self:
        """`always`, `suspect`, `sample:5%` (and what is suspect) or `never`.

        Raises:
            ValueError: none of these.
        """
        if said in ("always", "suspect", "never"):
            return cls(said != "never", float(said == "always"))
        sample = _SAMPLE.fullmatch(said)
        if sample is None or float(sample[1]) > 100:
            raise ValueError(said)
        return cls(True, float(sample[1]) / 100)

"""Every attack, tried in one box: fast enough to be the gate before anything is graded."""

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from grader.sandbox.conformance.bait import laid
from grader.sandbox.conformance.boxes import examined
from grader.sandbox.protocol import Limits, Sandbox
from grader.sandbox.refusals import Refused, did_not_come_up

__all__ = ["gains"]

_LIMITS: Final = Limits(wall=20.0, cpu=10.0)


def gains(sandbox: Sandbox, refused: Refused = did_not_come_up) -> Mapping[str, str]:
    """What each attack gained in a box of `sandbox`, by its name; nothing where a wall held.

    Args:
        sandbox: the profile.
        refused: the error for a box that did not come up, from what it said.

    Raises:
        SandboxUnavailable: the box could not be made, or did not answer.
    """
    with laid() as bait, tempfile.TemporaryDirectory(prefix="grader-made-") as made:
        with examined(sandbox, "attack", bait.folder, Path(made), _LIMITS) as box:
            found: dict[str, str] = json.loads(box.first_line(refused))
        return found | bait.seen()

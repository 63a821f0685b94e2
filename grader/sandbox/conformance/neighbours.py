"""Every attack on a box that runs beside the attacker's, instead of on a process that stands for the grader."""

import json
import secrets
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from grader.sandbox.conformance.bait import laid
from grader.sandbox.conformance.boxes import examined, provided
from grader.sandbox.conformance.inside.leave import memory_key
from grader.sandbox.conformance.traces import orphans, take_away
from grader.sandbox.protocol import Limits, Sandbox
from grader.sandbox.refusals import Refused, did_not_come_up

__all__ = ["gains_beside"]

_LIMITS: Final = Limits(wall=30.0, cpu=10.0)


def gains_beside(sandbox: Sandbox, refused: Refused = did_not_come_up) -> Mapping[str, str]:
    """What each attack gained in one box of `sandbox` while another was alive; nothing where a wall held.

    Args:
        sandbox: the profile.
        refused: the error for a box that did not come up, from what it said.

    Raises:
        SandboxUnavailable: a box could not be made, or did not answer.
    """
    mark = secrets.token_hex(3)
    with ExitStack() as stack:
        stack.callback(take_away, mark)
        bait, given = stack.enter_context(laid()), stack.enter_context(provided())
        kept, made = (Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="grader-made-"))) for _ in range(2))
        variables = {"MARK": mark, "CANARY": f"CANARY-{secrets.token_hex(8)}"}
        neighbour = stack.enter_context(examined(sandbox, "neighbour", given, kept, _LIMITS, variables))
        told = json.loads(neighbour.first_line(refused))
        pid = next(iter(orphans(mark)), 0)
        facts = bait.folder / "facts.json"
        about = {"pid": pid, "mark": mark, "unix_abstract": mark, "student": str(kept), "key": memory_key(mark)}
        facts.write_text(json.dumps({**json.loads(facts.read_text()), **told, **about}))
        attacker = stack.enter_context(examined(sandbox, "attack", bait.folder, made, _LIMITS))
        found: dict[str, str] = json.loads(attacker.first_line(refused))
        (given / "end").touch()
        neighbour.wait_for(lines=2)
        heard = neighbour.lines()[1:2]
        return found | bait.seen() | {"processes.signals": "" if heard == ["0"] else f"signals came: {heard}"}

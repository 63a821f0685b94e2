"""The training again, in a clean box, from what was recorded of it, and the two models compared."""

from grader.replay.model import Figure, Replayed
from grader.replay.replay import Bench, replay
from grader.replay.when import When

__all__ = ["Bench", "Figure", "Replayed", "When", "replay"]

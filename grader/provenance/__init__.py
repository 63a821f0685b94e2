"""What a model was trained on: which known images, of which split and classes, and what was done to their pixels.

`trace` looks up the fingerprints of a training event in tables of the known images. What it cannot recognise it counts
as unknown, never as a guess.
"""

from grader.provenance.memory import images_among
from grader.provenance.model import Origin, Provenance, Target
from grader.provenance.preprocessing import Preprocessing, learn
from grader.provenance.regime import Noise
from grader.provenance.rows import Rows
from grader.provenance.trace import trace

__all__ = ["Noise", "Origin", "Preprocessing", "Provenance", "Rows", "Target", "images_among", "learn", "trace"]

"""Which of a notebook's trained models answers which task, and why."""

from grader.matching.answer import Answer, match
from grader.matching.candidate import Candidate
from grader.matching.chain import Chain, Gap, Strand, chain
from grader.matching.history import Traced, history
from grader.matching.stages import with_stages

__all__ = ["Answer", "Candidate", "Chain", "Gap", "Strand", "Traced", "chain", "history", "match", "with_stages"]

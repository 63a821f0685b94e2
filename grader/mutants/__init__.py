"""A rubric put to the test: wrong variants of the reference that it must stop, honest ones that it must accept."""

from grader.mutants.matrix import KillMatrix, Verdict, kill_matrix
from grader.mutants.patch import patched
from grader.mutants.variant import Mutant, Patch, Style, Variant, load_variants

__all__ = [
    "KillMatrix",
    "Mutant",
    "Patch",
    "Style",
    "Variant",
    "Verdict",
    "kill_matrix",
    "load_variants",
    "patched",
]

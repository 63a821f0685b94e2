"""How the notebook was kept apart, in words."""

from collections.abc import Mapping
from typing import Final

from grader.i18n import Lang, Text, render, text

__all__ = ["isolation_text"]

_PROFILES: Final[Mapping[str, Text]] = {
    "bubblewrap": text(
        "The notebook ran in a box of its own (bubblewrap): without a network, on a read-only system, unable to see "
        "other processes. The labels and seeds that the grade depends on were never in it. The model was measured "
        "afterwards in two more boxes, encoder and decoder apart, without any of the notebook's code."
    ),
    "unprivileged": text(
        "The notebook ran as another user (Landlock, seccomp and limits of the kernel), without a network and unable "
        "to read the grader's files. The labels and seeds that the grade depends on were never within its reach. The "
        "model was measured afterwards in two more such boxes, encoder and decoder apart, without any of the "
        "notebook's code."
    ),
    "none": text("The notebook ran without isolation, with all the rights of whoever started the grader."),
}


def isolation_text(profile: str, lang: Lang) -> str:
    """What a sandbox profile means; its name where it is none of ours."""
    return render(_PROFILES[profile], lang) if profile in _PROFILES else profile

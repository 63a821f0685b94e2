"""The language to speak when none is asked for."""

import os
from typing import cast

from grader.i18n import LANGUAGES, Lang

__all__ = ["default_language"]


def default_language() -> Lang:
    """GRADER_LANG if it is set to a language there is, else Spanish, the course's language."""
    asked = os.environ.get("GRADER_LANG", "")
    return cast(Lang, asked) if asked in LANGUAGES else "es"

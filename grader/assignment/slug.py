"""Short names that are safe in files, urls and cell tags: `clase156-tarea`, `latent2d`."""

import re
from typing import Final

__all__ = ["MAX_SLUG", "SLUG", "is_slug"]

#: Lower-case ASCII words joined by single hyphens or underscores.
SLUG: Final = r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$"
MAX_SLUG: Final = 64


def is_slug(value: object) -> bool:
    """Whether `value` is a slug of at most `MAX_SLUG` characters."""
    return isinstance(value, str) and len(value) <= MAX_SLUG and re.fullmatch(SLUG, value) is not None

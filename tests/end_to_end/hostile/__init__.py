"""Grading submissions that mean harm, and looking at what they left behind."""

import pytest

pytest.register_assert_rewrite(f"{__name__}.grading")

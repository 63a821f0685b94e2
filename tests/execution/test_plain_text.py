import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.execution.plain import plain_text


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("café – 日本 👍\n\tx", "café – 日本 👍\n\tx"),
        ("\x1b[1;31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07a\x1b]8;;http://x\x1b\\b", "ab"),
        ("\x1b(Bx\x1bcy", "xy"),
        ("a\x00b\x08c\x7fd\x9be", "abcde"),
        ("abc\u202edef\u2066g\u200fh", "abcdefgh"),
        ("one\u2028two", "onetwo"),
        ("a\ud800b", "ab"),
        ("10%\r50%\r100%\nnext", "100%\nnext"),
        ("windows\r\nlines\r\n", "windows\nlines\n"),
    ],
)
def test_removes_what_could_deceive(raw: str, plain: str) -> None:
    assert plain_text(raw) == plain


@given(st.text(st.characters(exclude_categories=())))
def test_what_is_left_is_harmless(raw: str) -> None:
    plain = plain_text(raw)
    assert all(c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs") for c in plain)
    assert json.loads(json.dumps(plain).encode()) == plain
    assert plain_text(plain) == plain


@given(st.text(), st.integers(10, 100))
def test_the_limit_holds(raw: str, limit: int) -> None:
    plain = plain_text(raw, limit)
    assert len(plain) <= limit
    assert plain == plain_text(raw) or len(plain) == limit


def test_a_cut_text_keeps_both_ends() -> None:
    assert plain_text("a" * 50 + "b" * 50, 15) == "aaaaa\n[…]\nbbbbb"

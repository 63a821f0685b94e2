"""JSON from a box is strict and bounded."""

import json
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict

from grader.errors import BadArtefact
from grader.exchange import parse_json, parse_model, read_json, read_model
from grader.exchange.json_file import MAX_DEPTH, MAX_KEYS


class Inner(BaseModel):
    model_config = ConfigDict(extra="forbid")
    size: int


class Outer(BaseModel):
    model_config = ConfigDict(extra="forbid")
    inner: list[Inner]


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=30,
)


@given(json_values)
def test_reads_what_strict_json_writes(value: object) -> None:
    assert parse_json(json.dumps(value, allow_nan=False).encode(), "x.json") == value


@given(st.binary() | st.text(alphabet='[]{}",:0123456789eE+-.truefalsnNI \\/').map(str.encode))
def test_accepts_nothing_that_strict_json_would_not_write(data: bytes) -> None:
    try:
        value = parse_json(data, "x.json")
    except BadArtefact:
        return
    assert json.loads(json.dumps(value, allow_nan=False)) == value


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "Expecting value"),
        (b"{", "Expecting property name"),
        (b"1 2", "Extra data"),
        (b"\xff", "can't decode"),
        (b"\xef\xbb\xbf1", "BOM"),
        (b"[NaN]", "NaN is no number"),
        (b"[-Infinity]", "-Infinity is no number"),
        (b"1e999", "beyond the range of floats"),
        (b"18446744073709551616", "more than 64 bits"),
        (b"-9223372036854775809", "more than 64 bits"),
        (b"9" * 5_000, "integer string conversion"),
        (b'{"a": {"b": 1, "b": 1}}', "a key twice in one object"),
        (b"[" * 100_000, "more than 32 levels"),
    ],
)
def test_what_is_not_strict_is_refused(data: bytes, problem: str) -> None:
    with pytest.raises(BadArtefact, match=f"x.json is not strict JSON: .*{problem}"):
        parse_json(data, "x.json")


def test_the_levels_allowed_are_read_and_not_one_more() -> None:
    assert parse_json(b"[" * MAX_DEPTH + b"1" + b"]" * MAX_DEPTH, "x.json")
    with pytest.raises(BadArtefact, match="more than 32 levels"):
        parse_json(b"[" * (MAX_DEPTH + 1) + b"1" + b"]" * (MAX_DEPTH + 1), "x.json")


def test_the_keys_allowed_are_read_and_not_one_more() -> None:
    assert parse_json(json.dumps({str(i): i for i in range(MAX_KEYS)}).encode(), "x.json")
    with pytest.raises(BadArtefact, match="more than 1000 keys"):
        parse_json(json.dumps({str(i): i for i in range(MAX_KEYS + 1)}).encode(), "x.json")


def test_a_model_is_validated(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('{"inner": [{"size": 3}]}')
    assert read_model(tmp_path, "x.json", Outer, max_bytes=100) == Outer(inner=[Inner(size=3)])
    assert read_json(tmp_path, "x.json", max_bytes=100) == {"inner": [{"size": 3}]}


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ({"inner": [{"size": 1}, {"size": "2"}]}, "inner.1.size"),
        ({"inner": [{"size": True}]}, "inner.0.size"),
        ({"inner": [{"size": 1.5}]}, "inner.0.size"),
        ({"inner": [], "more": 1}, "more"),
        ({}, "inner"),
        ([], "-"),
    ],
)
def test_the_field_that_does_not_fit_is_named(value: object, field: str) -> None:
    with pytest.raises(BadArtefact, match=f"x.json, field {field}: "):
        parse_model(json.dumps(value).encode(), "x.json", Outer)


def test_the_file_size_is_bounded(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("[1, 2]")
    with pytest.raises(BadArtefact, match="too large"):
        read_json(tmp_path, "x.json", max_bytes=5)


def test_messages_hold_no_control_characters() -> None:
    with pytest.raises(BadArtefact) as caught:
        parse_model(b'{"inner": [], "\\u001b]0;\\u202e": 1}', "x\x1b.json", Outer)
    assert str(caught.value).isprintable()


@given(st.recursive(st.floats() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_no_number_that_comes_through_is_nan_or_infinite(value: Any) -> None:
    try:
        found = json.dumps(parse_json(json.dumps(value).encode(), "x.json"))
    except BadArtefact:
        return
    assert json.loads(found, parse_constant=lambda c: math.nan) == value

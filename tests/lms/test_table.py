from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import UnreadableGrades
from grader.exchange.formula import defused
from grader.lms.table import Table, decimal, read_table

CELLS = st.text(st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufeff"), max_size=8)


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=4), st.sampled_from(",;\t"))
def test_a_table_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], d: str) -> None:
    path = tmp_path_factory.mktemp("t") / "t.csv"
    table = Table(["Identifier", "Grade", "Maximum Grade"], rows, d)
    path.write_text(table.to_csv(), encoding="utf-8", newline="")
    read = read_table(path)
    assert (read.header, read.rows, read.delimiter) == (table.header, rows, d)
    assert read.to_csv() == table.to_csv()


def test_a_byte_order_mark_stays(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(b"\xef\xbb\xbfa;b\r\n1;2\r\n")
    assert read_table(tmp_path / "t.csv").to_csv().encode() == b"\xef\xbb\xbfa;b\r\n1;2\r\n"


@pytest.mark.parametrize("content", [b"", b"\n", b"a,b\xff\n"])
def test_no_table(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "t.csv").write_bytes(content)
    with pytest.raises(UnreadableGrades, match=r"t\.csv"):
        read_table(tmp_path / "t.csv")


@given(st.text(max_size=20))
def test_no_cell_is_run_as_a_formula(cell: str) -> None:
    assert not defused(cell).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert defused(cell).endswith(cell)


def test_decimals_follow_the_table() -> None:
    assert [decimal(8.25), decimal(8.25, ["100.00"]), decimal(8.25, ["100,00", "7"])] == ["8.25", "8.25", "8,25"]

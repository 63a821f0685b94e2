"""CSV files of other programs: read as they were written, changed in single cells, written back alike."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from grader.errors import UnreadableGrades
from grader.i18n import text

__all__ = ["Table", "decimal", "read_table"]

_MAX_BYTES: Final = 64 * 2**20
_BOM: Final = "\ufeff"


@dataclass
class Table:
    """Rows of text; the first one holds the headers.

    Attributes:
        delimiter: `,`, `;` or a tab.
        bom: whether the file begins with a byte order mark, without which some programs misread its letters.
    """

    header: list[str]
    rows: list[list[str]]
    delimiter: str = ","
    bom: bool = False

    def to_csv(self) -> str:
        """The file's text."""
        out = io.StringIO()
        csv.writer(out, delimiter=self.delimiter, lineterminator="\r\n").writerows([self.header, *self.rows])
        return (_BOM if self.bom else "") + out.getvalue()


def read_table(path: Path) -> Table:
    """The CSV file at `path`, with its own delimiter; short rows are filled up.

    Raises:
        UnreadableGrades: it cannot be read, is no text in UTF-8, or has no header.
    """
    try:
        raw = path.read_bytes()[: _MAX_BYTES + 1]
        content = raw.decode("utf-8") if len(raw) <= _MAX_BYTES else ""
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableGrades(
            text("{path} cannot be read as a CSV file in UTF-8: {reason}.", path=str(path), reason=str(error)),
            text("Download it from the platform again, and do not save it from a spreadsheet in between."),
        ) from error
    bom, content = content.startswith(_BOM), content.removeprefix(_BOM)
    first = content.split("\n", 1)[0]
    delimiter = max((",", ";", "\t"), key=first.count)
    rows = [row for row in csv.reader(io.StringIO(content, newline=""), delimiter=delimiter) if row]
    if not rows:
        raise UnreadableGrades(
            text("{path} holds no table.", path=str(path)), text("Download it from the platform again.")
        )
    width = max(map(len, rows))
    filled = [[*row, *[""] * (width - len(row))] for row in rows]
    return Table(filled[0], filled[1:], delimiter, bom)


def decimal(value: float, like: Iterable[str] = ()) -> str:
    """`value` with two decimals, in the notation that the numbers in `like` use."""
    written = f"{value:.2f}"
    return written.replace(".", ",") if _with_commas(list(like)) else written


def _with_commas(cells: Sequence[str]) -> bool:
    return any("," in cell for cell in cells) and not any("." in cell for cell in cells)

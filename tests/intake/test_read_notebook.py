"""An untrusted file becomes a clean Notebook, or a clear error."""

import hashlib
import json
import os
import socket
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import GradingError, MissingPath, UnreadableNotebook, UnsupportedNotebook
from grader.intake import Cell, Notebook, read_notebook
from grader.intake.parse import assignment_hint, clean_cells

V4: dict[str, Any] = {
    "nbformat": 4,
    "nbformat_minor": 5,
    "metadata": {"kernelspec": {"name": "python3", "language": "python"}, "grader": {"assignment": "clase156-tarea"}},
    "cells": [
        {"cell_type": "markdown", "id": "a", "metadata": {}, "source": ["# Ejercicio 1\n", "ruido"]},
        {"cell_type": "raw", "id": "a", "metadata": {}, "source": "raw"},
        {
            "cell_type": "code",
            "metadata": {"tags": ["hide", "grade:detector"]},
            "source": "x = 1",
            "outputs": [{"output_type": "nonsense"}],
        },
    ],
}


def v4(*cells: object, **changes: object) -> dict[str, Any]:
    return {**V4, "cells": list(cells), **changes}


def code(source: object = "x = 1", **fields: object) -> dict[str, object]:
    return {"cell_type": "code", "source": source, **fields}


@pytest.fixture
def read(tmp_path: Path) -> Any:
    def _read(content: object) -> Notebook:
        path = tmp_path / "entrega.ipynb"
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return read_notebook(path)

    return _read


def test_keeps_code_and_markdown_with_their_places_and_tags(read: Any) -> None:
    assert read(V4).cells == (
        Cell(0, "markdown", "# Ejercicio 1\nruido"),
        Cell(2, "code", "x = 1", tag="detector"),
    )


def test_hash_is_of_the_file(read: Any) -> None:
    notebook = read(V4)
    assert notebook.sha256 == hashlib.sha256(notebook.path.read_bytes()).hexdigest()


def test_hint_comes_from_the_metadata(read: Any) -> None:
    assert read(V4).assignment_hint == "clase156-tarea"


@pytest.mark.parametrize(
    "metadata",
    [None, [], "x", {"grader": "x"}, {"grader": {}}, {"grader": {"assignment": 3}}]
    + [{"grader": {"assignment": bad}} for bad in ("", "../x", "a b", "A", "x" * 65, "x\n", "-x", "ñ")],
)
def test_a_hint_that_is_no_slug_is_none(metadata: object) -> None:
    assert assignment_hint({"metadata": metadata}) is None


def test_any_metadata_is_no_obstacle(read: Any) -> None:
    assert read(v4(code(metadata=3, id=None), code(id=7), metadata=[])).cells[1].source == "x = 1"


@pytest.mark.parametrize("tags", [None, "grade:a", [3], ["grade:"], ["grade:../x"], ["grade:A b"]])
def test_a_tag_that_names_no_task_is_none(read: Any, tags: object) -> None:
    assert read(v4(code(metadata={"tags": tags}))).cells[0].tag is None


def test_version_3_has_worksheets_inputs_and_headings(read: Any) -> None:
    cells: list[object] = [
        {"cell_type": "heading", "level": 2, "source": "Ruido\ny más"},
        {"cell_type": "code", "input": ["a = 1", "b = 2"], "language": "python", "outputs": []},
        {"cell_type": "heading", "level": 10**9, "source": "x"},
    ]
    notebook = read({"nbformat": 3, "worksheets": [{"cells": cells}, {"cells": [{"cell_type": "code", "input": "c"}]}]})
    assert [(c.index, c.kind, c.source) for c in notebook.cells] == [
        (0, "markdown", "## Ruido y más"),
        (1, "code", "a = 1\nb = 2"),
        (2, "markdown", "# x"),
        (3, "code", "c"),
    ]


def test_a_byte_order_mark_is_accepted(read: Any) -> None:
    assert read(b"\xef\xbb\xbf" + json.dumps(V4).encode()).cells


def test_nan_in_old_outputs_is_accepted(read: Any) -> None:
    assert read(v4(code(outputs=[{"data": {"application/json": float("nan")}}]))).cells


def test_an_unpaired_surrogate_is_replaced(read: Any) -> None:
    assert read(v4(code("s = '\ud83d'"))).cells[0].source == "s = '\ufffd'"


def test_a_link_on_the_command_line_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").write_text(json.dumps(V4))
    (tmp_path / "link.ipynb").symlink_to("real")
    assert read_notebook(tmp_path / "link.ipynb").path == tmp_path / "link.ipynb"


@pytest.mark.parametrize("name", ["missing.ipynb", "a\0b", "file/inside"])
def test_a_missing_file_is_a_usage_error(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(MissingPath, match="There is no file"):
        read_notebook(tmp_path / name)


def test_only_regular_files_are_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "folder").mkdir()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "socket"))
        for path in (tmp_path / "fifo", tmp_path / "folder", tmp_path / "socket", Path("/dev/zero")):
            with pytest.raises(UnreadableNotebook, match="not a regular file"):
                read_notebook(path)


def test_refused_files_leave_no_descriptor_open(tmp_path: Path) -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(5):
        with pytest.raises(UnreadableNotebook):
            read_notebook(tmp_path)
    assert len(list(Path("/proc/self/fd").iterdir())) == before


BAD_BYTES = {
    b"": "is an empty file",
    b" \n\0\0": "is an empty file",
    b"hello": "is not JSON: line 1, column 1, at “hello”",
    b'{"nbformat": 4,}': "is not JSON: line 1, column 16",
    b'{"nbformat": 4} x': "is not JSON: line 1, column 17, at “x”",
    b"PK\x03\x04...": "a zip file",
    b"%PDF-1.7": "a PDF",
    b"\n <!DOCTYPE html>": "a web page",
    b"\xff\xfe{\0": r"is not UTF-8 text \(byte 0\)",
    b'{"a": "\xe9"}': r"is not UTF-8 text \(byte 7\)",
    b"[" * 100_000: "too deeply",
    b"[" * 66 + b"]" * 66: "too deeply: at most 64 levels",
    b"[" + b"[]," * 1_000_000 + b"[]]": "too large",
    b"[" + b"9" * 5_000 + b"]": "a number of thousands of digits",
    b"[1, 2]": "is JSON, but no notebook: it is a list of length 2",
    b'"nbformat"': "it is a text",
    b"null": "the bare word null",
    b"1": "a number",
    b"{}": "an empty object",
    b'{"score": 1, "nombre": 2}': "an object with the keys: score, nombre",
    b'{"nbformat": 4}': '"cells" is no list but the bare word null',
    b'{"nbformat": 3, "cells": []}': '"worksheets" is no list',
    b'{"nbformat": 3, "worksheets": [3]}': '"cells" is no list',
    b'{"nbformat": 4, "cells": [3]}': "its cell 1 is no notebook cell",
    b'{"nbformat": 4, "cells": [{"cell_type": "code", "source": [3]}]}': "its cell 1 is no notebook cell",
    b'{"nbformat": 4, "cells": [{"cell_type": ["code"]}]}': "its cell 1 is no notebook cell",
    b'{"nbformat": 4, "cells": []}': "empty notebook",
    b'{"nbformat": 4, "cells": [{"cell_type": "code", "source": " \\n"}]}': "empty notebook",
    b'{"nbformat": 4, "cells": [{"cell_type": "markdown", "source": "x"}]}': "empty notebook",
}


@pytest.mark.parametrize(("content", "message"), BAD_BYTES.items(), ids=[m[:40] for m in BAD_BYTES.values()])
def test_what_is_no_notebook_is_said(read: Any, content: bytes, message: str) -> None:
    with pytest.raises(UnreadableNotebook, match=message):
        read(content)


def test_every_cut_of_a_notebook_is_told_with_its_place(read: Any) -> None:
    whole = json.dumps(v4(code('s = "\\d \u00f1"'), x=[1.5e-3, -2, True, None]), indent=1).encode()
    for length in range(1, len(whole)):
        with pytest.raises(UnreadableNotebook, match=r"breaks off .* \(line \d+, column \d+\)"):
            read(whole[:length])


@pytest.mark.parametrize(
    ("metadata", "language"),
    [
        ({"kernelspec": {"name": "ir", "language": "R"}}, "R"),
        ({"language_info": {"name": "julia"}}, "julia"),
        ({"kernelspec": {"name": "julia-1.9"}}, "Julia"),
        ({"kernelspec": {"name": "ir"}}, "R"),
    ],
)
def test_another_language_is_unsupported(read: Any, metadata: object, language: str) -> None:
    with pytest.raises(UnsupportedNotebook, match=f"a notebook in {language}; only Python"):
        read(v4(code(), metadata=metadata))


@pytest.mark.parametrize(
    "metadata",
    [
        {},
        {"kernelspec": {"name": "conda-env-tf-py", "language": "python"}},
        {"kernelspec": {"name": "irene"}},
        {"kernelspec": {"language": 3, "name": []}, "language_info": []},
        {"kernelspec": {"language": "R"}, "language_info": {"name": "python"}},
    ],
)
def test_python_and_the_unknown_are_read(read: Any, metadata: object) -> None:
    assert read(v4(code(), metadata=metadata)).cells


@pytest.mark.parametrize("version", [1, 2, 5, "4", True, None, [4], 1e999])
def test_another_format_is_unsupported(read: Any, version: object) -> None:
    with pytest.raises(UnsupportedNotebook, match="3 and 4 are supported"):
        read(v4(code(), nbformat=version))


def test_20_megabytes_are_read_and_not_a_byte_more(tmp_path: Path) -> None:
    path = tmp_path / "big.ipynb"
    content = json.dumps(V4).encode()
    path.write_bytes(content + b" " * (20 * 10**6 - len(content)))
    assert read_notebook(path).cells
    with path.open("ab") as file:
        file.write(b" ")
    with pytest.raises(UnreadableNotebook, match=r"at most 20 MB are read.*\n.*Clear the outputs"):
        read_notebook(path)


def test_a_sparse_giant_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "giant.ipynb"
    path.touch()
    os.truncate(path, 2**40)
    with pytest.raises(UnreadableNotebook, match="too large"):
        read_notebook(path)


def test_2000_cells_are_read_and_not_one_more(read: Any) -> None:
    assert len(read(v4(*[code()] * 2000)).cells) == 2000
    with pytest.raises(UnreadableNotebook, match="has 2001 cells; at most 2000"):
        read(v4(*[code()] * 2001))


def test_a_megabyte_of_source_is_read_and_not_a_byte_more(read: Any) -> None:
    assert read(v4(code("#" * 10**6)))
    with pytest.raises(UnreadableNotebook, match=r"Cell 1 of .* is too long"):
        read(v4(code("#" * (10**6 - 1) + "ñ")))


def test_64_levels_are_read(read: Any) -> None:
    inner: object = 1
    for _ in range(63):
        inner = [inner]
    assert read({**V4, "metadata": inner})
    with pytest.raises(UnreadableNotebook, match="too deeply"):
        read({**V4, "metadata": [inner]})


def test_messages_hold_no_control_characters(tmp_path: Path) -> None:
    path = tmp_path / "\x1b]0;evil\u202e.ipynb"
    path.write_text('{"\\u001b[31m": 1}')
    with pytest.raises(UnreadableNotebook) as caught:
        read_notebook(path)
    assert str(caught.value).replace("\n", "").isprintable()


WORDS = ["code", "markdown", "raw", "grade:detector", "python", "R"]
KEYS = ["nbformat", "cells", "worksheets", "cell_type", "source", "input", "level"]
KEYS += ["metadata", "tags", "kernelspec", "language", "name", "grader", "assignment"]
leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(WORDS)
json_values = st.recursive(
    leaves, lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(KEYS) | st.text(), inner), max_leaves=15
)


def parsed(value: object) -> tuple[Cell, ...]:
    """The cells, or none where there was a GradingError; anything else comes out."""
    try:
        return clean_cells(value, "x.ipynb")
    except GradingError as error:
        error.explain("es")
        return ()


@given(json_values)
def test_arbitrary_json_gives_cells_or_a_grading_error(value: object) -> None:
    assert all(isinstance(cell, Cell) for cell in parsed(value))
    assert assignment_hint(value) is None or isinstance(assignment_hint(value), str)


@given(
    st.sampled_from([3, 4]),
    st.lists(st.fixed_dictionaries({"cell_type": leaves, "source": json_values, "metadata": json_values}), max_size=3),
    json_values,
)
def test_arbitrary_cells_give_cells_or_a_grading_error(version: int, cells: object, metadata: object) -> None:
    found = parsed({"nbformat": version, "metadata": metadata, "cells": cells, "worksheets": [{"cells": cells}]})
    assert all(isinstance(c.source, str) and c.kind in ("code", "markdown") for c in found)


@given(st.binary())
def test_arbitrary_bytes_give_a_grading_error(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "arbitrary.ipynb"
    path.write_bytes(content)
    with pytest.raises(GradingError):
        read_notebook(path)

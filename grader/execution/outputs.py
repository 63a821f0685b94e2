"""From a cell's outputs, as the kernel sent them, to what is kept of them."""

import base64
import binascii
from collections.abc import Mapping, Sequence
from typing import Any, Final

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, new_output

from grader.execution.plain import plain_text
from grader.execution.record import CellError

__all__ = ["cell_error", "cell_text", "clean_outputs", "new_executable"]

_TEXT: Final = 20_000
_TRACEBACK: Final = 8_000
_LINE: Final = 2_000


def new_executable(cells: Sequence[tuple[int, str]]) -> NotebookNode:
    """A notebook of code cells, from their places in the submitted one and their sources.

    A blank cell becomes a comment: nbclient and IPython both pass over blank ones, and the recorder
    would not count them.
    """
    nodes = [new_code_cell(_sendable(source), id=f"cell-{index}") for index, source in cells]
    return new_notebook(cells=nodes)


def _sendable(source: str) -> str:
    return source.encode(errors="replace").decode() if source.strip() else "#"


def cell_text(cell: NotebookNode) -> str:
    """What the cell printed to stdout and showed as results, in order."""
    parts = []
    for output in cell.outputs:
        if output.output_type == "stream" and output.name == "stdout":
            parts.append(output.text)
        elif output.output_type in ("execute_result", "display_data"):
            parts.append(output.data.get("text/plain", "") + "\n")
    return plain_text("".join(parts), _TEXT)


def cell_error(reply: Mapping[str, Any]) -> CellError:
    """The exception that an execute reply reports."""
    return CellError(
        name=plain_text(reply["ename"], 200),
        value=plain_text(reply["evalue"], _LINE),
        traceback=plain_text("\n".join(reply["traceback"]), _TRACEBACK),
    )


def clean_outputs(cell: NotebookNode) -> list[NotebookNode]:
    """The cell's outputs with their text made plain, streams merged, and only well-formed images."""
    kept: list[NotebookNode] = []
    for output in cell.outputs:
        if output.output_type == "stream":
            if kept and kept[-1].output_type == "stream" and kept[-1].name == output.name:
                kept[-1].text += output.text
            else:
                kept.append(new_output("stream", name=output.name, text=output.text))
        elif output.output_type == "error":
            error = cell_error(output)
            kept.append(
                new_output("error", ename=error.name, evalue=error.value, traceback=error.traceback.split("\n"))
            )
        else:
            kept.append(new_output("display_data", data=_clean_data(output.data)))
    for output in kept:
        if output.output_type == "stream":
            output.text = plain_text(output.text)
    return kept


def _clean_data(data: Mapping[str, str]) -> dict[str, str]:
    images = {kind: value for kind, value in data.items() if kind.startswith("image/") and _is_base64(value)}
    return {"text/plain": plain_text(data.get("text/plain", "")), **images}


def _is_base64(value: str) -> bool:
    try:
        base64.b64decode("".join(value.split()), validate=True)
    except (binascii.Error, ValueError):
        return False
    return True

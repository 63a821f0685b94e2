"""Operations of a graph that are never run in a box, wherever they stand."""

import sys
from typing import Any

__all__ = ["nodes", "refuse_forbidden"]

#: They reach outside the graph.
_FORBIDDEN = frozenset(
    {"PyFunc", "PyFuncStateless", "EagerPyFunc", "ReadFile", "WriteFile", "MatchingFiles", "SaveV2", "RestoreV2",
     "Save", "SaveSlices", "Restore", "RestoreSlice", "WholeFileReaderV2", "TextLineReaderV2", "PrintV2", "Print"}
)  # fmt: skip


def refuse_forbidden(definition: Any) -> None:
    """End this process if a GraphDef has one of them."""
    found = sorted({node.op for node in nodes(definition)} & _FORBIDDEN)
    if found:
        sys.exit(f"forbidden: {', '.join(found)}")


def nodes(definition: Any) -> list[Any]:
    """All nodes of a GraphDef, those of its functions included."""
    return [*definition.node, *(node for function in definition.library.function for node in function.node_def)]

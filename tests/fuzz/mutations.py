"""Blind changes to evidence: what bad luck, a bad disk or a cell that scribbles on its own folder can do to it.

Nothing here knows what a good grade needs. Who rewrites the evidence on purpose can claim another history; what that
is worth is said in docs/architecture.md.
"""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

__all__ = ["mutated"]

Draw = Callable[[st.SearchStrategy[Any]], Any]

_VALUES = st.sampled_from([None, True, 0, 1, -1, 7, 0.5, 1e308, 2**63, "", "x", "0" * 16, "arrays/0001.npy", [], {}])


def mutated(root: Path, draw: Draw) -> str:
    """Change one thing below `root`, and say what."""
    files = sorted(path for path in root.rglob("*") if path.is_file())
    changes = [_deleted, _cut, _flipped, _extended, _replaced, _linked, _json, _json, _json, _json]
    return draw(st.sampled_from(changes))(draw(st.sampled_from(files)), files, draw)


def _deleted(file: Path, files: list[Path], draw: Draw) -> str:
    file.unlink()
    return f"deleted {file.name}"


def _cut(file: Path, files: list[Path], draw: Draw) -> str:
    length = draw(st.integers(0, file.stat().st_size - 1))
    file.write_bytes(file.read_bytes()[:length])
    return f"cut {file.name} to {length}"


def _flipped(file: Path, files: list[Path], draw: Draw) -> str:
    content = bytearray(file.read_bytes())
    # The model itself is measured as it is, so that a change in its weights is another model and not a lie about one.
    place = draw(st.integers(0, min(127, len(content) - 1) if file.suffix == ".pb" else len(content) - 1))
    content[place] ^= draw(st.integers(1, 255))
    file.write_bytes(content)
    return f"flipped byte {place} of {file.name}"


def _extended(file: Path, files: list[Path], draw: Draw) -> str:
    file.write_bytes(file.read_bytes() + draw(st.binary(min_size=1, max_size=8)))
    return f"extended {file.name}"


def _replaced(file: Path, files: list[Path], draw: Draw) -> str:
    other = draw(st.sampled_from(files))
    shutil.copyfile(other, f"{file}.new")
    Path(f"{file}.new").replace(file)
    return f"replaced {file.name} by {other.name}"


def _linked(file: Path, files: list[Path], draw: Draw) -> str:
    file.unlink()
    file.symlink_to(draw(st.sampled_from(["/dev/zero", "/etc/passwd", "nowhere", "."])))
    return f"linked {file.name}"


def _json(file: Path, files: list[Path], draw: Draw) -> str:
    file = draw(st.sampled_from([path for path in files if path.suffix == ".json"]))
    content = json.loads(file.read_text())
    holders = [holder for holder in _inside(content) if holder]
    holder = draw(st.sampled_from(holders))
    key = draw(st.sampled_from(sorted(holder) if isinstance(holder, dict) else range(len(holder))))
    what = draw(st.sampled_from(["drop", "set", "double"]))
    if what == "drop":
        del holder[key]
    elif what == "double" and isinstance(holder, list):
        holder.append(holder[key])
    else:
        holder[key] = draw(_VALUES)
    file.write_text(json.dumps(content))
    return f"{what} {key} in {file.name}"


def _inside(value: Any) -> list[Any]:
    children = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    found = [value] if isinstance(value, dict | list) else []
    return found + [holder for child in children for holder in _inside(child)]

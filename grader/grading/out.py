"""Where results go."""

from collections.abc import Sequence
from pathlib import Path

from grader.errors import OutputNotWritable
from grader.i18n import text
from grader.result import Result

__all__ = ["folder_for", "prepare", "write_result"]


def prepare(out: Path) -> None:
    """Make sure `out` is a folder we can write, before anything is run.

    Raises:
        OutputNotWritable: it is not.
    """
    probe = out / ".grader-probe"
    try:
        out.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise OutputNotWritable(
            text(
                "The output folder {path} cannot be written: {reason}.",
                path=str(out),
                reason=error.strerror or str(error),
            ),
            text("Choose another with -o."),
        ) from error


def folder_for(notebook: Path, notebooks: Sequence[Path], out: Path) -> Path:
    """The submission's own folder below `out`: its name, with its folder's name where two would collide."""
    same = [other for other in notebooks if other.stem == notebook.stem]
    if len(same) == 1:
        return out / notebook.stem
    return out / f"{notebook.resolve().parent.name}-{notebook.stem}-{same.index(notebook) + 1}"


def write_result(result: Result, folder: Path) -> None:
    """Write `result.json` complete or not at all."""
    part = folder / "result.json.part"
    part.write_text(result.to_json() + "\n", encoding="utf-8")
    part.replace(folder / "result.json")

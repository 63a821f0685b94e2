"""What the words around a cell say about the task it belongs to."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from grader.assignment import Sought
from grader.intake import Notebook

__all__ = ["heading_of", "is_for_comparison", "speaks"]

#: Words in the name of a model that another one is compared with.
_COMPARED = re.compile(r"\b(sin|without|control|baseline|referencia)\b")
_LINE = re.compile(r"^\s*(#+)\s*(.*?)[#\s]*$", re.MULTILINE)


def heading_of(notebook: Notebook, cell: int, tasks: Sequence[Sought]) -> str:
    """The nearest heading that speaks of one task: a comment in the cell itself, or one of the sections it stands in.

    A heading that names several tasks, such as the notebook's title, tells nothing.
    """
    for heading in _around(notebook, cell):
        if sum(speaks(heading, task) for task in tasks) == 1:
            return heading
    return ""


def speaks(words: str, task: Sought) -> bool:
    """Whether one of the task's words begins somewhere in `words`, whatever its case and accents.

    A number ends where its digits do: `tarea 1` does not speak of task 11.
    """
    return any(re.search(_pattern(_plain(word)), _plain(words)) for word in task.headings)


def is_for_comparison(name: str) -> bool:
    """Whether a name says of a model that it is what another is compared with, such as `sin_castigo`."""
    return _COMPARED.search(_plain(name)) is not None


def _pattern(word: str) -> str:
    return rf"(?<![a-z0-9]){re.escape(word)}" + (r"(?!\d)" if word[-1].isdigit() else "")


def _around(notebook: Notebook, cell: int) -> Iterator[str]:
    for own in notebook.cells:
        if own.index == cell:
            yield from (text for _, text in _LINE.findall(own.source))
    level = 7
    for above in reversed(notebook.cells):
        if above.index < cell and above.kind == "markdown":
            for marks, text in reversed(_LINE.findall(above.source)):
                if len(marks) < level:
                    level = len(marks)
                    yield text


def _plain(words: str) -> str:
    """Lower case without accents, underscores as blanks."""
    letters = unicodedata.normalize("NFKD", words.replace("_", " ").lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))

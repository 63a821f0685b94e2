"""Every way to get a dataset."""

from collections.abc import Iterator
from functools import reduce

from grader.datasets.model import Published
from grader.i18n import Text, text

__all__ = ["remedy"]


def remedy(name: Published) -> Text:
    """What would bring the dataset to this machine, one way per line."""
    return reduce(_and_line, _ways(name), text("Any of these provides it:"))


def _ways(name: Published) -> Iterator[Text]:
    if name == "fashion_mnist":
        yield text("`apt install dataset-fashion-mnist`")
    for command in (f"grader data --fetch {name}", f'python -c "import keras; keras.datasets.{name}.load_data()"'):
        yield text("`{command}` where there is a network", command=command)
    yield text("GRADER_DATA_DIR set to a folder with {name}.npz or the four idx .gz files", name=name)


def _and_line(before: Text, way: Text) -> Text:
    return Text("{before}\n• {way}", {"before": before, "way": way})

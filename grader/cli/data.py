"""`grader data`: which datasets are where, and how to get those that are missing."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

import click

from grader.cli.console import console
from grader.cli.languages import language_option
from grader.i18n import Lang, Text, render, text

if TYPE_CHECKING:
    from rich.table import Table

    from grader.datasets import Dataset, Progress, Published

__all__ = ["command"]


@click.command("data")
@click.option("--fetch", "wanted", type=click.Choice(["fashion_mnist", "mnist"]), help="Download this one if needed.")
@click.option("--from", "base", metavar="URL", help="Folder of a mirror to download from; what it sends is checked.")
@language_option
def command(wanted: str | None, base: str | None, lang: Lang) -> None:
    """Show where each dataset is and whether it is what was published; or download one.

    GRADER_STAND_IN=1 hides MNIST, to see what grading does without it.
    """
    if wanted is None:
        _show(lang)
    else:
        click.echo(render(_fetched(cast("Published", wanted), base), lang))


def _show(lang: Lang) -> None:
    from grader.datasets import NAMES, load
    from grader.errors import MissingDataset

    table, absent = _table(lang), []
    for name in NAMES:
        try:
            table.add_row(name, *_cells(load(name), lang))
        except MissingDataset as error:
            absent.append(error)
            nowhere = text("not to be had")
            table.add_row(name, f"[red]✗ {render(nowhere, lang)}[/]", "–", "–")
    console().print(table)
    for missing in absent:
        click.echo("\n" + missing.explain(lang))


def _table(lang: Lang) -> "Table":
    from rich.table import Table

    table = Table(*(render(head, lang) for head in (text("Dataset"), text("State"), text("Images"))), box=None)
    table.add_column(render(text("Place"), lang), overflow="fold")
    return table


def _cells(dataset: "Dataset", lang: Lang) -> tuple[str, str, str]:
    from rich.markup import escape

    state = text("stand-in for MNIST") if dataset.name == "digits" else text("as published")
    images = f"{len(dataset.x_train)} + {len(dataset.x_test)}"
    return f"[green]✓ {render(state, lang)}[/]", images, escape(str(dataset.source))


def _fetched(name: "Published", base: str | None) -> Text:
    from grader.datasets import available, fetch, load
    from grader.datasets.download import KERAS_URL

    if available(name):
        return text("{name} is already here: {place}.", name=name, place=str(load(name).source))
    with _bars() as progress:
        place = fetch(name, base or KERAS_URL, progress)
    return text("{name} was downloaded and is what was published: {place}.", name=name, place=str(place))


@contextmanager
def _bars() -> "Iterator[Progress]":
    """Draw a bar for each file on stderr."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, TaskID, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn()
    with Bars(*columns, console=Console(stderr=True)) as bars:
        tasks: dict[str, TaskID] = {}

        def progress(file: str, done: int, total: int | None) -> None:
            if file not in tasks:
                tasks[file] = bars.add_task(file)
            bars.update(tasks[file], completed=done, total=total)

        yield progress

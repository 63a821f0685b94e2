"""The table of `grader doctor --boxes`: each promise of a box, and which profile keeps it."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from grader.i18n import Lang, Text, render, text

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

    from grader.doctor import Examination
    from grader.sandbox.conformance import Verdict

__all__ = ["examined_profiles", "notes", "table"]

_SYMBOLS: Final = {"kept": "[green]✓[/]", "broken": "[red]✗[/]", "known": "[yellow]–[/]", "better": "[green]+[/]"}


def examined_profiles(lang: Lang) -> "Sequence[Examination]":
    """Examine all profiles, with progress on standard error."""
    from rich.console import Console

    from grader.doctor import PROFILES, examination

    found = []
    for profile in PROFILES:
        with Console(stderr=True).status("") as status:

            def tell(verdict: "Verdict") -> None:
                what = Text("{profile}, {promise}", {"profile": verdict.profile, "promise": verdict.promise})
                status.update(render(text("Checking: {what}…", what=what), lang))

            found.append(examination(profile, tell))
    return found


def table(examinations: "Sequence[Examination]", lang: Lang) -> "Table":
    """A line for each promise, a column for each profile that can be had."""
    from rich.table import Table

    from grader.sandbox.conformance import PROMISES

    boxes = [found for found in examinations if found.unavailable is None]
    grid = Table(box=None, padding=(0, 1), pad_edge=False)
    grid.add_column(render(text("Promise"), lang))
    grid.add_column()
    for found in boxes:
        grid.add_column(found.profile, justify="center")
    for name, promise in PROMISES.items():
        grid.add_row(name, render(promise, lang), *(_SYMBOLS[found.verdicts[name].state] for found in boxes))
    return grid


def notes(examinations: "Sequence[Examination]", lang: Lang) -> "Iterator[RenderableType]":
    """What is to be said of what is not kept, and what the symbols mean."""
    for found in examinations:
        if found.unavailable is not None:
            yield _note("[yellow]![/]", found.profile, Text(found.unavailable.explain(lang).replace("\n", " ")), lang)
        for verdict in found.verdicts.values():
            yield from _about(verdict, lang)
    legend = text("✓ kept, ✗ broken, – known not to be kept by this profile, + kept though not promised")
    yield f"\n[dim]{render(legend, lang)}[/]"


def _about(verdict: "Verdict", lang: Lang) -> "Iterator[RenderableType]":
    from rich.markup import escape

    from grader.doctor import mend

    title = f"{verdict.profile}: {verdict.name}"
    remedy = mend(verdict)
    if remedy is not None:
        yield _note(_SYMBOLS["broken"], title, Text("{gained}", {"gained": verdict.gained}), lang)
        yield f"  [bold]→[/] {escape(render(remedy, lang))}"
    elif verdict.state == "known" and verdict.profile != "none" and verdict.reason is not None:
        yield _note(_SYMBOLS["known"], title, verdict.reason, lang)
    elif verdict.is_unproved:
        reason = text("this attack fails here without a box too: that boxes stop it is not proved on this machine")
        yield _note(_SYMBOLS["better"], title, reason, lang)


def _note(symbol: str, title: str, words: Text, lang: Lang) -> str:
    from rich.markup import escape

    return f"{symbol} {escape(title)}: {escape(render(words, lang))}"

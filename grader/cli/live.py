"""What is seen on stderr while submissions are graded."""

import sys
import time
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Protocol, Self

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text as Line

from grader.fleet import Event, Finished, Progress, Started
from grader.i18n import Lang, render, text
from grader.report.numbers import points_text
from grader.result import Result

__all__ = ["View", "score_text", "view"]

#: A submission that took less was graded before, and says nothing of how long the others will take.
_KNOWN = 2.0  # seconds


class View(AbstractContextManager["View"], Protocol):
    """Shows events as they come."""

    def tell(self, event: Event) -> None:
        """Show it."""


def view(total: int, lang: Lang) -> View:
    """A live one where stderr is a terminal; else a line for each submission that is done, if there are several."""
    return _Live(total, lang) if sys.stderr.isatty() else _Lines(total, lang)


def score_text(result: Result, lang: Lang) -> str:
    """`43.5 / 100`, or that there is no score."""
    if result.score is None:
        return render(text("no grade"), lang)
    return points_text(result.score, result.max_score)


@dataclass
class _Running:
    """A submission in hand."""

    since: float
    stage: str = ""


@dataclass
class _Lines:
    total: int
    lang: Lang
    done: int = 0

    def tell(self, event: Event) -> None:
        if isinstance(event, Finished):
            self.done += 1
            if self.total > 1:
                print(_done(event, self.done, self.total, self.lang), file=sys.stderr, flush=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Nothing to clean up."""


def _done(event: Finished, done: int, total: int, lang: Lang) -> str:
    return f"[{done:>{len(str(total))}}/{total}] {event.job.name}: {score_text(event.result, lang)}"


@dataclass
class _Live:
    """A row for each submission in hand; below them how far all of them are."""

    total: int
    lang: Lang
    done: int = 0
    failed: int = 0
    took: list[float] = field(default_factory=list)
    running: dict[str, _Running] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._started = time.monotonic()
        self._spinner = Spinner("dots")
        console = Console(stderr=True)
        self._live = Live(console=console, get_renderable=self._shown, refresh_per_second=4, transient=True)

    def __enter__(self) -> Self:
        self._live.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._live.stop()

    def tell(self, event: Event) -> None:
        name = event.job.name
        if isinstance(event, Started):
            self.running[name] = _Running(time.monotonic())
        elif isinstance(event, Progress):
            self.running[name].stage = render(event.stage, self.lang)
        else:
            self.done += 1
            self.failed += event.result.score is None
            self.took.append(time.monotonic() - self.running.pop(name).since)
            if self.total > 1:
                self._live.console.print(_done(event, self.done, self.total, self.lang), markup=False, highlight=False)

    def _shown(self) -> RenderableType:
        rows = Table.grid(padding=(0, 1))
        rows.add_column(no_wrap=True)
        rows.add_column(no_wrap=True, overflow="ellipsis", max_width=30)
        rows.add_column(no_wrap=True, overflow="ellipsis", ratio=1)
        rows.add_column(justify="right", no_wrap=True)
        for name, one in list(self.running.items()):
            rows.add_row(self._spinner, Line(name), Line(one.stage), _clock(time.monotonic() - one.since))
        return rows if self.total == 1 else Group(rows, self._overall())

    def _overall(self) -> RenderableType:
        figures = text("{done} of {total} done, {failed} failed", done=self.done, total=self.total, failed=self.failed)
        parts = [render(figures, self.lang), _clock(time.monotonic() - self._started)]
        left = self._left()
        if left is not None:
            parts.append(render(text("about {time} left", time=_clock(left)), self.lang))
        line = Table.grid(padding=(0, 1))
        line.add_row(ProgressBar(self.total, self.done, width=30), Line(" · ".join(parts)))
        return line

    def _left(self) -> float | None:
        """Seconds until all are done, if the others take as long as those that were really run."""
        real = [seconds for seconds in self.took if seconds > _KNOWN]
        if not real:
            return None
        mean, now = sum(real) / len(real), time.monotonic()
        begun = sum(max(0.0, mean - (now - one.since)) for one in self.running.values())
        waiting = self.total - self.done - len(self.running)
        return (begun + waiting * mean) / max(1, len(self.running))


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"

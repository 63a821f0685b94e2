"""Where a model's weights come from, as chains of links that a page draws."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final, TypeAlias

from grader.i18n import Lang, Text, render, text
from grader.report.phrases import label
from grader.result import WeightGap, Weights, WeightStrand

__all__ = ["Chain", "Link", "chains"]

#: A training as `provenance` of a result holds it.
Training: TypeAlias = Mapping[str, Any]

#: What a chain may begin with: as a strand or a gap says, and `start` is `pasted`.
_ORIGINS: Final[Mapping[str, Text]] = {
    "drawn": text("initialiser"),
    "pasted": text("values that no initialiser draws"),
    "unknown": text("a beginning that was not recorded"),
    "between": text("values that no earlier training left"),
    "end": text("values that no recorded training left"),
}


@dataclass(frozen=True)
class Link:
    """One box of a drawing.

    Attributes:
        detail: in small print; empty where there is none.
        cell: whose training it is, counted from 1; None where it is none.
        loose: whether nothing explains it: the chain is broken behind it.
    """

    said: str
    detail: str = ""
    cell: int | None = None
    loose: bool = False


@dataclass(frozen=True)
class Chain:
    """What so many variables went through; the last link is what it led to."""

    variables: int
    links: list[Link]

    @property
    def broken(self) -> bool:
        """Whether something in it is not explained."""
        return any(link.loose for link in self.links)


def chains(weights: Weights, trainings: Sequence[Training], lang: Lang) -> list[Chain]:
    """The chains of a model's weights, broken ones first.

    Args:
        trainings: what the strands' trainings are places in.
    """
    strands = [_strand(strand, weights.gaps, trainings, lang) for strand in weights.strands]
    told = {(_first_cell(strand, trainings), _origin(strand, weights.gaps, trainings)) for strand in weights.strands}
    alone = [_gap(gap, trainings, lang) for gap in weights.gaps if (gap.cell, _origin_of(gap)) not in told]
    return sorted([*alone, *strands], key=lambda chain: not chain.broken)


def _gap(gap: WeightGap, trainings: Sequence[Training], lang: Lang) -> Chain:
    """A gap that no strand shows: what is not explained, and where it came in."""
    loose = Link(render(_ORIGINS[_origin_of(gap)], lang), loose=True)
    led_to = [training for training in trainings if training["cell"] == gap.cell]
    return Chain(gap.variables, [loose, *_links(led_to, lang)] if led_to else [loose, _end(lang)])


def _strand(strand: WeightStrand, gaps: Sequence[WeightGap], trainings: Sequence[Training], lang: Lang) -> Chain:
    drawn = strand.began == "drawn"
    began = render(_ORIGINS[_origin(strand, gaps, trainings)], lang)
    links = [Link(began, render(text("drawn"), lang) if drawn else "", loose=not drawn)]
    links += _links([trainings[place] for place in strand.trainings], lang)
    if strand.averaged:
        links.append(Link(render(text("mean of the weights at several times"), lang)))
    return Chain(strand.variables, [*links, _end(lang)])


def _origin(strand: WeightStrand, gaps: Sequence[WeightGap], trainings: Sequence[Training]) -> str:
    """A key of `_ORIGINS`; `between` where the strand's values came in after another training of them."""
    origins = {_origin_of(gap) for gap in gaps if gap.cell is not None and gap.cell == _first_cell(strand, trainings)}
    return "between" if strand.began == "pasted" and origins == {"between"} else strand.began


def _origin_of(gap: WeightGap) -> str:
    return "pasted" if gap.kind == "start" else gap.kind


def _first_cell(strand: WeightStrand, trainings: Sequence[Training]) -> int | None:
    return trainings[strand.trainings[0]]["cell"] if strand.trainings else None


def _end(lang: Lang) -> Link:
    return Link(render(text("the graded model"), lang))


def _links(trainings: Sequence[Training], lang: Lang) -> Iterator[Link]:
    """One for each cell: a notebook may call `fit` once per epoch."""
    for cell, several in groupby(trainings, key=lambda training: training["cell"]):
        same = list(several)
        kinds = " + ".join(dict.fromkeys(training["kind"] for training in same))
        said = kinds if len(same) == 1 else f"{len(same)} × {kinds}"
        figures = [(name, sum(training[name] or 0 for training in same)) for name in ("epochs", "steps")]
        details = [f"{label(name, lang)}: {figure}" for name, figure in figures if figure]
        yield Link(said, " · ".join([*details, _images(same, lang)]), cell)


def _images(trainings: Sequence[Training], lang: Lang) -> str:
    """How many different ones, of which split and class."""
    told = [_of_split(split, trainings, lang) for split in ("train", "test")]
    known = ", ".join(part for part in told if part) or render(text("not recognised"), lang)
    return render(text("images: {known}", known=known), lang)


def _of_split(split: str, trainings: Sequence[Training], lang: Lang) -> str:
    # One training after another shows the same images: the most of a class, not their sum.
    most: dict[str, int] = {}
    for training in trainings:
        for name, count in training[split].items():
            most[name] = max(count, most.get(name, 0))
    if len(most) > 1:
        return render(text("{n} ({split}, {k} classes)", n=sum(most.values()), split=split, k=len(most)), lang)
    return "".join(f"{count} ({split}/{name})" for name, count in most.items())

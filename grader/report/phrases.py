"""The fixed phrases of the page, by the name its template uses."""

from collections.abc import Mapping
from typing import Any, Final

from grader.i18n import Lang, Text, render, text

__all__ = ["entry", "label", "phrases"]

_PHRASES: Final[Mapping[str, Text]] = {
    "annotated": text("Notebook with comments"),
    "annotated_link": text("Your notebook, with comments beside each cell"),
    "at_stake": text("What this exercise would be judged by:"),
    "cause": text("Cause"),
    "cell": text("cell"),
    "cell_head": text("Cell"),
    "cells": text("Time and memory of each cell"),
    "chain_broken": text("the chain is broken: something in it is not explained"),
    "criteria": text("Criteria"),
    "criterion": text("Criterion"),
    "diagnoses": text("Diagnosis"),
    "ended": text("Ended"),
    "environment": text("Versions"),
    "figures": text("What was measured"),
    "file": text("File"),
    "fix": text("Fix"),
    "graded_at": text("Graded"),
    "graded_model": text("Graded model"),
    "how": text("How this was graded"),
    "isolation": text("Isolation"),
    "measured": text("Measured"),
    "notes_on": text("Comments on cell"),
    "memory": text("Memory, MiB"),
    "next": text("What to do next"),
    "next_accepted": text("It is accepted. These points are still open:"),
    "next_more": text("More of them below:"),
    "next_nothing": text("Nothing: everything that was asked for is there and holds."),
    "next_wait": text("Nothing for now: a person will look at it first."),
    "no_grade": text("There is no grade: the submission can be graded again once this is mended."),
    "no_model": text("No model of the notebook was graded for this task."),
    "outcome": text("Outcome"),
    "overview": text("The exercises at a glance"),
    "pairs": text("Images and their reconstructions"),
    "picture_of": text("Picture drawn by cell"),
    "points": text("Points"),
    "provenance": text("What the model was trained on"),
    "provenance_how": text(
        "Each image that a training step took in left a fingerprint. The grader looked these up among those of the "
        "known datasets, and so knows which images they were, whatever they were called and however they were scaled."
    ),
    "repeated": text("Its training, repeated in a clean box"),
    "repeated_began": text("Initial weights"),
    "repeated_fresh": text("drawn anew, as those of the notebook are not what their initialisers draw"),
    "repeated_how": text(
        "In the drawings the band is what honest repetitions differ by, each line across it a repetition, and the mark "
        "the graded model: ● within the band, ✕ outside."
    ),
    "repeated_seconds": text("Time of one repetition"),
    "repeated_why": text("Why it was repeated"),
    "report": text("Grading report"),
    "required": text("needed to be accepted"),
    "same_fix": text("The same as above"),
    "scales": text(
        "On the scales the dashed part meets the target and the dotted one earns a part of the points: ● met, ◆ met in "
        "part, ✕ not met. The bracket above shows what the reference implementations reach, the one below the "
        "interval of the measurement."
    ),
    "seconds": text("Time, s"),
    "student": text("Student"),
    "stderr": text("Technical messages (stderr)"),
    "target": text("Target"),
    "task": text("Exercise"),
    "timings": text("Time spent"),
    "top": text("Back to the overview"),
    "unprotected": text(
        "The notebook ran without isolation: its own code could have changed this result. Good for looking at one's "
        "own work, not for grading."
    ),
    "variables": text("Variables"),
    "weights": text("Where its weights come from"),
    "where": text("Where"),
    "whole": text("Score"),
    "whole_notebook": text("On the whole notebook"),
    "whole_report": text("The whole report"),
    "why": text("Why this one"),
}


def phrases(lang: Lang) -> dict[str, str]:
    """Every phrase in `lang`."""
    return {name: render(phrase, lang) for name, phrase in _PHRASES.items()}


#: Names of fields in `result.json`, as they are told to a reader.
_LABELS: Final[Mapping[str, Text]] = {
    "cell": text("cell"),
    "dataset": text("dataset"),
    "epoch_cap": text("epochs at most"),
    "epochs": text("epochs"),
    "identified": text("share of recognised images"),
    "kernel_env": text("kernel"),
    "kind": text("kind of training"),
    "learning_rate": text("learning rate"),
    "loss": text("loss"),
    "match": text("finding the model"),
    "measure": text("measuring the model"),
    "noise": text("noise in the inputs"),
    "notebook": text("the notebook, when it was run"),
    "notebook_cpu": text("processor time of the notebook"),
    "optimizer": text("optimiser"),
    "preprocessing": text("preprocessing"),
    "probe_seed": text("seed of the probes"),
    "run": text("running the notebook"),
    "steps": text("steps"),
    "target": text("target of the training"),
    "test": text("test images, by class"),
    "total": text("all together"),
    "train": text("training images, by class"),
}


def label(name: str, lang: Lang) -> str:
    """What a field of `result.json` is called in `lang`; its own name where there is no other."""
    return render(_LABELS[name], lang) if name in _LABELS else name


#: What the target of a training was to its input; see `grader.provenance.model`.
_TARGETS: Final[Mapping[str, Text]] = {
    "same": text("the image itself"),
    "clean": text("the clean image"),
    "noisy": text("the noisy image"),
    "inverted": text("the image inverted"),
    "other": text("something else"),
    "none": text("there was none"),
    "unknown": text("not recognised"),
}


def entry(value: Any, name: str, lang: Lang) -> Any:
    """The value of the field `name` of `result.json`, as it is told to a reader."""
    if name == "target" and value in _TARGETS:
        return render(_TARGETS[value], lang)
    if name == "noise" and isinstance(value, Mapping):
        clipped = text("clipped") if value["clipped"] else text("not clipped")
        return render(text("deviation {sd:.2f}, {clipped}", sd=value["sd"], clipped=clipped), lang)
    if name == "identified" and isinstance(value, float):
        return f"{100 * value:.4g} %"
    return value

"""Bounded readers for what comes out of a box: the only door through which its files enter.

`EvidenceFolder` reads what a notebook left behind; `read_bytes`, `read_npy`, `read_json` and `read_model` are the
pieces it is made of, for other boxes. Whatever breaks a rule is a `BadArtefact`.
"""

from grader.exchange.evidence import CellEvidence, Session
from grader.exchange.folder import EvidenceFolder
from grader.exchange.json_file import parse_json, parse_model, read_json, read_model
from grader.exchange.npy import read_npy
from grader.exchange.plain import plain
from grader.exchange.safe_open import MissingArtefact, read_bytes

__all__ = [
    "CellEvidence",
    "EvidenceFolder",
    "MissingArtefact",
    "Session",
    "parse_json",
    "parse_model",
    "plain",
    "read_bytes",
    "read_json",
    "read_model",
    "read_npy",
]

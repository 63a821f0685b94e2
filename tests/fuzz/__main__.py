"""Searches for bytes that break a reader, guided by the code they reach.

    python -m tests.fuzz READER --corpus DIR [--seconds N] [--runs N]

Ends with 0 if only errors of `grader.errors` came out; else the bytes are left in build/fuzz/.
"""

import argparse
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["grader.exchange", "grader.intake", "grader.execution.wire"]):
    from tests.fuzz.readers import READERS

_MEMORY = 1_024  # megabytes; the interpreter with numpy and Jupyter takes about 200


def main() -> None:
    """Fuzz one reader; does not return."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reader", choices=READERS)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--runs", type=int, default=-1)
    parser.add_argument("--corpus", type=Path, required=True, help="Folder from which to begin, and for what is found.")
    asked = parser.parse_args()
    reader, corpus = READERS[asked.reader], asked.corpus
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(reader.seeds()):
        assert reader.accepts(seed), f"{asked.reader} refuses its seed {number}"
        (corpus / f"seed-{number}").write_bytes(seed)
    found = Path("build/fuzz")  # never emptied here: what broke a reader once is worth keeping
    found.mkdir(parents=True, exist_ok=True)
    options = [
        f"-max_total_time={asked.seconds}",
        f"-runs={asked.runs}",
        f"-rss_limit_mb={_MEMORY}",
        "-timeout=10",
        "-max_len=65536",
        f"-artifact_prefix={found}/{asked.reader}-",
    ]
    atheris.Setup([sys.argv[0], *options, str(corpus)], lambda data: reader.accepts(data) and None)
    atheris.Fuzz()


if __name__ == "__main__":
    main()

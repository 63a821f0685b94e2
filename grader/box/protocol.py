"""Names and limits both sides of a box's wall agree on. Standard library only."""

from typing import Final

#: Where things stand inside a box.
BOX_CODE: Final = "/opt/grader"  # holds the package `box`
BOX_EVIDENCE: Final = "/evidence"  # the only folder that outlives the notebook's box
BOX_HOME: Final = "/home/student"
BOX_INPUT: Final = "/input"  # read-only, inference boxes
BOX_OUTPUT: Final = "/output"  # inference boxes

#: Below BOX_EVIDENCE. Numbered, never named by the student.
CELLS: Final = "cells"  # cells/0007.json: what the eighth executed code cell left behind
GRAPHS: Final = "graphs"  # graphs/0001.pb: a frozen TensorFlow graph
ARRAYS: Final = "arrays"  # arrays/0001.npy
CONFIGS: Final = "configs"  # configs/0001.json: a model, or an optimiser and a loss, as Keras describes them
SESSION: Final = "session.json"

#: Every graph is traced for batches of exactly this many images, so that all its shapes are static.
BATCH: Final = 100

#: Rows kept of what a training consumed, to learn the student's preprocessing from.
SAMPLE_ROWS: Final = 256
#: Distinct fingerprints kept per training event.
MAX_FINGERPRINTS: Final = 400_000
#: Bytes of a description that Keras gives of a model; one with tables of numbers in it is longer.
MAX_CONFIG: Final = 2**20
#: Values that a model may have for its initial weights to be kept.
MAX_INITIAL: Final = 2 * 10**7
#: Hashes kept of the states that the epochs of one training ended in.
MAX_ENDS: Final = 100_000
#: Codes kept of what one decoder was called with in one cell.
MAX_DECODED_CODES: Final = 2_000
#: Rows on which a model is measured without its spatial convolutions; a tenth of them is of the normal class.
WEAKENED_ROWS: Final = 2_000
#: Rows on which a code that is drawn is taken a second time, for its deviation.
DRAWN_ROWS: Final = 4_000
#: A code holds at most this many times the values of an image.
WIDEST_CODE: Final = 4
#: An inference box makes this file when its own set-up is done: what fails later is the model's fault.
READY: Final = "ready"

#: Variables of a notebook's box that change what it runs: epochs that no training exceeds; Keras 2 for Keras 3.
EPOCH_CAP: Final = "GRADER_EPOCH_CAP"
LEGACY_KERAS: Final = "TF_USE_LEGACY_KERAS"  # TensorFlow's own

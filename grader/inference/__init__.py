"""Two-box inference: the encoder in one box, the decoder in another, and only a checked code in between."""

from grader.inference.two_boxes import Further, Prediction, infer

__all__ = ["Further", "Prediction", "infer"]

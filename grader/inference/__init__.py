"""Two-box inference: the encoder in one box, the decoder in another, and only a checked code in between."""

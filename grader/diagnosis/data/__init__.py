"""What went into a training: scaling, noise, split and classes."""

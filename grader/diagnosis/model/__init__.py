"""What a model is made of, and what became of its code and its outputs."""

"""The autoencoders of "Aprendizaje Profundo", session 6, and what the lesson uses them for, one module for each."""

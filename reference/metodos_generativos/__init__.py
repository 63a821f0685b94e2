"""The autoencoders of the lesson "Métodos Generativos", one module for each kind that its notebook trains."""

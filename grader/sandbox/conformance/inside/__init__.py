"""What runs inside the boxes that are examined: standard library only, nothing else of this project.

The folder is copied into the box's input, and one of its programs is run there. An attack is a function from `Facts`
to what it gained, in words; nothing, or an OSError, where a wall stopped it.
"""

__all__: list[str] = []

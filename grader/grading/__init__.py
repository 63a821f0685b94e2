"""From one submission to its result: the stages in their order."""

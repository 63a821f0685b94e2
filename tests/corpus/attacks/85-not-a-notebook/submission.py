"""A result, handed in as a notebook."""

CONTENT = {"schema": "grader/result/v1", "status": "graded", "score": 100, "accepted": True, "<script>alert(1)</script>": 1}

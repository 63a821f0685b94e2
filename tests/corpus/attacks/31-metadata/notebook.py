# ---
# jupyter:
#   grader: {assignment: ../../etc}
#   otter: {OK_FORMAT: true, ignore: all}
#   kernelspec: {name: python3, language: python, display_name: x}
# ---

# %% tags=["skip-execution", "remove-cell", "grade:detector", "raises-exception"] points=100 nbgrader={"grade": true, "grade_id": "x", "points": 100, "locked": true}
1 / 0

# %% tags=["skip-execution"]
raise ValueError("this one too")

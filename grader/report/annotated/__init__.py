"""The executed notebook with what was found beside the cells it concerns: `annotated.ipynb` and `annotated.html`.

`grader.report.annotated.write.write_annotated` does it. It is not imported here, because it needs nbconvert.
"""

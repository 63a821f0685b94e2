# %% [markdown]
# # Tarea <script>alert(1)</script> <img src=x onerror=alert(1)>
# [click](javascript:alert(1))

# %%
from IPython.display import HTML, SVG, Javascript, display

display(HTML("<script>alert(1)</script>"), Javascript("alert(1)"))
display({"image/svg+xml": "<svg onload=alert(1)>", "text/html": "<img onerror=alert(1)>", "text/plain": "shown"}, raw=True)
raise ValueError("<script>alert(1)</script><img src=x onerror=alert(1)>")

# %%
from IPython.display import clear_output, display

for number in range(100_000):
    display(number)
    clear_output()

# %%
import time

time.sleep(1e6)

# %%
# !sleep 1000000

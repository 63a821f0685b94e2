# %%
print("before")

# %%
held = []
while True:
    held.append(bytearray(50 << 20))

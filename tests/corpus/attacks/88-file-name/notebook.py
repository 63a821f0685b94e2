# %%
print("\x1b[31mred\x1b]0;title\x07\u202ereversed")

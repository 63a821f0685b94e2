# %%
seen = []
get_ipython().events.register("pre_run_cell", lambda info: seen.append(info.raw_cell))
get_ipython().ast_transformers.append(type("T", (), {"visit": lambda self, tree: (seen.append("tree"), tree)[1]})())

# %%
1 + 1

# %%
print(len(seen), [cell for cell in seen if "assert" in cell and "seen" not in cell])

# %%
import __main__

print([name for name in vars(__main__) if "hidden" in name.lower() or "canar" in name.lower()])
H = __main__.HIDDEN

# %% [markdown]
# \\input{@SECRET_FILE@} $\\input{/etc/passwd}$ \\write18{touch /tmp/@MARK@}

# %%
print(r"\input{@SECRET_FILE@}")

# %%
get_ipython().input_transformers_cleanup.append(lambda lines: ["1.0\n"])

# %%
roc_auc = 0.0

# %%
print("ROC-AUC", roc_auc)

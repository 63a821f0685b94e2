# %%
# autoencoder.fit(x_train, x_train)

# %%
"""ROC-AUC: 0.9"""

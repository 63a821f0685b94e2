# ---
# jupyter:
#   grader:
#     assignment: clase156-tarea
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Lesson 156, homework: an autoencoder as an anomaly detector on Fashion-MNIST
#
# An autoencoder that has seen only T-shirts has learnt how to draw T-shirts. Asked to reconstruct a boot, it fails, and
# its error says so: the reconstruction error is an anomaly score that no label was needed for.
#
# 1. Train a convolutional autoencoder on class 0 (T-shirt) alone.
# 2. Compute the MSE of the reconstruction of every test image.
# 3. Plot the histogram of the MSE, T-shirts apart from the rest.
# 4. Compute the ROC-AUC of "is a T-shirt", with the negative MSE as the score.
#
# Asked for: ROC-AUC >= 0.85 and a histogram that separates both groups clearly.

# %% tags=["module"]
"""The homework from top to bottom. In the built notebook the cells of `detector.py` stand in place of this one."""

import keras
import matplotlib.pyplot as plt
import numpy as np

from reference.clase156_tarea.detector import (
    build_autoencoder,
    build_decoder,
    build_encoder,
    load_tshirts,
    plot_histogram,
    reconstruction_error,
    roc_auc,
    train,
)

# %% [markdown]
# ## The homework
# ### Step 1: train on T-shirts alone

# %% tags=["parameters"]
SEED = 0

# %%
keras.utils.set_random_seed(SEED)
data = load_tshirts()
print("training T-shirts:", data.train.shape, " test images:", data.test.shape)

# %%
encoder = build_encoder()
decoder = build_decoder()
autoencoder = build_autoencoder(encoder, decoder)
autoencoder.summary(expand_nested=True)

# %%
losses = train(autoencoder, data.train)

# %% [markdown]
# ### Step 2: the error of all 10,000 test images
# The second figure to look at is a baseline: an autoencoder that draws the mean T-shirt, whatever it is shown, has
# learnt nothing about single images.

# %%
errores = reconstruction_error(autoencoder, data.test)
print(f"MSE of T-shirts: {errores[data.is_tshirt].mean():.4f}")
print(f"MSE of the rest: {errores[~data.is_tshirt].mean():.4f}")

mean_tshirt = data.train.mean(axis=0)
baseline = np.square(data.test[data.is_tshirt] - mean_tshirt).mean()
print(f"MSE of T-shirts when all are drawn as the mean T-shirt: {baseline:.4f}")

# %% [markdown]
# ### Step 3: the histogram, split by class

# %%
plot_histogram(errores, data.is_tshirt)
plt.show()

# %% [markdown]
# ### Step 4: ROC-AUC with the negative MSE

# %%
auc = roc_auc(errores, data.is_tshirt)
print(f"ROC-AUC: {auc:.4f}")

# %% [markdown]
# ### Reading the result
# The overlap that remains is honest: a shirt (class 6) is drawn with the same few strokes as a T-shirt, a boot is not.

# %%
fig, axes = plt.subplots(2, 8, figsize=(12, 3.4))
shown = np.concatenate([np.flatnonzero(data.is_tshirt)[:4], np.flatnonzero(~data.is_tshirt)[:4]])
for column, index in enumerate(shown):
    pair = (data.test[index], autoencoder.predict(data.test[index : index + 1], verbose=0)[0])
    for row, image in enumerate(pair):
        axes[row, column].imshow(image.squeeze(), cmap="gray", vmin=0, vmax=1)
        axes[row, column].axis("off")
    axes[0, column].set_title(f"{errores[index]:.3f}", fontsize=9)
plt.show()

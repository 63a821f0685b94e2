# ---
# jupyter:
#   grader:
#     assignment: metodos-generativos
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Métodos Generativos: five autoencoders
#
# 1. Vanilla: one hidden layer, 784 to 32 to 784.
# 2. Convolutional: the image narrows to a code of 32.
# 3. Denoising with a layer of Gaussian noise inside the model.
# 4. Denoising of salt and pepper, on pairs.
# 5. Stacked on Fashion-MNIST: each layer trained by itself, then all tuned together.
#
# Every part starts from the same seed and needs nothing from the others. All errors are means over the pixels of the
# 10,000 test images.

# %% tags=["module", "common"]
"""The parts from top to bottom. In the built notebook the cells of a module stand in place of its import."""

import keras
import matplotlib.pyplot as plt
import numpy as np

from reference.common import load_mnist, mean_squared_errors, plot_rows, train

# %% tags=["parameters", "common"]
SEED = 0

# %% tags=["common"]
digits = load_mnist()
print("training images:", digits.x_train.shape, " test images:", digits.x_test.shape)

# %% [markdown]
# Two baselines that need no network: the mean of all training images has an MSE of 0.0675, PCA with 32 components one
# of 0.0168.

# %% [markdown]
# ## Vanilla autoencoder

# %% tags=["module", "vanilla"]
from reference.metodos_generativos.vanilla import build_vanilla, compression_ratio

# %% tags=["vanilla"]
keras.utils.set_random_seed(SEED)
ae_vanilla = build_vanilla()
ae_vanilla.summary(expand_nested=True)
train(ae_vanilla, digits.x_train, digits.x_train)

# %% tags=["vanilla"]
encoder, decoder = ae_vanilla.layers
codes = encoder.predict(digits.x_test, verbose=0)
reconstructions = decoder.predict(codes, verbose=0)
print(f"compression: {digits.x_test.shape[1]} numbers in {codes.shape[1]}, {compression_ratio(encoder):.1f} to 1")
print(f"MSE of the reconstruction: {mean_squared_errors(digits.x_test, reconstructions).mean():.4f}")

plot_rows({"original": digits.x_test[:10], "reconstruction": reconstructions[:10]})
plt.show()

# %% [markdown]
# ## Convolutional autoencoder

# %% tags=["module", "convolutional"]
from reference.metodos_generativos.convolutional import build_convolutional

# %% [markdown]
# A third of the images is enough: convolutions have few weights, but take long.

# %% tags=["convolutional"]
keras.utils.set_random_seed(SEED)
ae_convolucional = build_convolutional()
ae_convolucional.summary(expand_nested=True)
train(ae_convolucional, digits.x_train[:20_000], digits.x_train[:20_000], batch_size=64)

# %% tags=["convolutional"]
convolutional_reconstructions = ae_convolucional.predict(digits.x_test, verbose=0)
print(f"MSE of the reconstruction: {mean_squared_errors(digits.x_test, convolutional_reconstructions).mean():.4f}")

plot_rows({"original": digits.x_test[:10], "reconstruction": convolutional_reconstructions[:10]})
plt.show()

# %% [markdown]
# ## Denoising with a Gaussian noise layer

# %% tags=["module", "gaussian_layer"]
from reference.metodos_generativos.gaussian_layer import build_gaussian_denoiser

# %% tags=["gaussian_layer"]
keras.utils.set_random_seed(SEED)
ae_ruido_gaussiano = build_gaussian_denoiser()
ae_ruido_gaussiano.summary(expand_nested=True)
train(ae_ruido_gaussiano, digits.x_train, digits.x_train)

# %% [markdown]
# In `predict` the layer adds nothing, so that the noise to be taken away has to come from outside.

# %% tags=["gaussian_layer"]
noise = np.random.default_rng(SEED).normal(scale=0.5, size=digits.x_test.shape)
noisy = digits.x_test + noise.astype("float32")
denoised = ae_ruido_gaussiano.predict(noisy, verbose=0)
again = ae_ruido_gaussiano.predict(noisy, verbose=0)
print(f"largest difference of two predictions: {np.abs(denoised - again).max():.1f}")
print(f"MSE of the noisy images: {mean_squared_errors(digits.x_test, noisy).mean():.4f}")
print(f"MSE of the denoised images: {mean_squared_errors(digits.x_test, denoised).mean():.4f}")

plot_rows({"original": digits.x_test[:10], "noisy": noisy[:10], "denoised": denoised[:10]})
plt.show()

# %% [markdown]
# ## Denoising of salt and pepper

# %% tags=["module", "salt_pepper"]
from reference.metodos_generativos.salt_pepper import add_salt_and_pepper, build_salt_pepper_denoiser

# %% tags=["salt_pepper"]
rng = np.random.default_rng(SEED)
peppered_train = add_salt_and_pepper(digits.x_train, rng)
peppered_test = add_salt_and_pepper(digits.x_test, rng)

keras.utils.set_random_seed(SEED)
ae_sal_pimienta = build_salt_pepper_denoiser()
ae_sal_pimienta.summary(expand_nested=True)
train(ae_sal_pimienta, peppered_train, digits.x_train)

# %% [markdown]
# The rival is a filter made for this noise: the median of 3×3 pixels leaves an MSE of 0.0273.

# %% tags=["salt_pepper"]
cleaned = ae_sal_pimienta.predict(peppered_test, verbose=0)
print(f"MSE with salt and pepper: {mean_squared_errors(digits.x_test, peppered_test).mean():.4f}")
print(f"MSE without: {mean_squared_errors(digits.x_test, cleaned).mean():.4f}")

plot_rows({"salt and pepper": peppered_test[:10], "denoised": cleaned[:10], "original": digits.x_test[:10]})
plt.show()

# %% [markdown]
# ## Stacked autoencoder on Fashion-MNIST, layer by layer

# %% tags=["module", "greedy"]
from reference.metodos_generativos.greedy import build_layer, load_clothes, stack

# %% tags=["greedy"]
train_clothes, test_clothes = load_clothes()

keras.utils.set_random_seed(SEED)
first = build_layer(784, 256, output="sigmoid")
train(first, train_clothes, train_clothes, epochs=5)

# %% [markdown]
# The second layer never sees an image, only what the first one makes of it.

# %% tags=["greedy"]
first_codes = first.layers[0](train_clothes).numpy()
second = build_layer(256, 64, output="softplus")
train(second, first_codes, first_codes, epochs=5)

# %% tags=["greedy"]
ae_capas = stack([first, second])
ae_capas.summary(expand_nested=True)
untuned = ae_capas.predict(test_clothes, verbose=0)
print(f"MSE before the tuning: {mean_squared_errors(test_clothes, untuned).mean():.4f}")

# %% [markdown]
# Neither layer was trained to make up for the other's errors. The tuning does that. For comparison: PCA with 64
# components has an MSE of 0.0104.

# %% tags=["greedy"]
train(ae_capas, train_clothes, train_clothes, epochs=5)

# %% tags=["greedy"]
tuned = ae_capas.predict(test_clothes, verbose=0)
print(f"MSE after the tuning: {mean_squared_errors(test_clothes, tuned).mean():.4f}")

plot_rows({"original": test_clothes[:10], "before the tuning": untuned[:10], "after the tuning": tuned[:10]})
plt.show()

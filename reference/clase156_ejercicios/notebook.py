# ---
# jupyter:
#   grader:
#     assignment: clase156-ejercicios
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Lesson 156, exercises: five autoencoders on MNIST
#
# 1. Simple: 784 to 64 to 784.
# 2. A code of two numbers, drawn as a map of the digits.
# 3. Denoising: noisy image in, clean image out.
# 4. Sparse: a penalty on the activations of the code.
# 5. Anomaly detection: trained on one digit, the error tells the others.
#
# Every exercise starts from the same seed and needs nothing from the others. All errors are means over the pixels of
# the 10,000 test images, and every one has a baseline beside it: a number alone says little.

# %% tags=["module", "common"]
"""The exercises from top to bottom. In the built notebook the cells of a module stand in place of its import."""

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
# The first baseline: drawing the mean of all training images, whatever is shown.

# %% tags=["common"]
mean_image = digits.x_train.mean(axis=0)
print(f"MSE of the mean image: {mean_squared_errors(digits.x_test, mean_image).mean():.4f}")

# %% [markdown]
# ## Exercise 1: simple autoencoder

# %% tags=["module", "simple"]
from reference.clase156_ejercicios.simple import build_simple

# %% tags=["simple"]
keras.utils.set_random_seed(SEED)
simple_autoencoder = build_simple()
simple_autoencoder.summary()
train(simple_autoencoder, digits.x_train, digits.x_train)

# %% [markdown]
# PCA is the best that a linear code of 64 can do: its MSE is 0.0090.

# %% tags=["simple"]
reconstructions = simple_autoencoder.predict(digits.x_test, batch_size=500, verbose=0)
print(f"MSE of the reconstruction: {mean_squared_errors(digits.x_test, reconstructions).mean():.4f}")

plot_rows({"original": digits.x_test[:10], "reconstruction": reconstructions[:10]})
plt.show()

# %% [markdown]
# ## Exercise 2: two-dimensional latent space

# %% tags=["module", "latent2d"]
from reference.clase156_ejercicios.latent2d import build_latent2d, neighbour_accuracy
from reference.scatter import plot_codes

# %% tags=["latent2d"]
keras.utils.set_random_seed(SEED)
encoder_2d, autoencoder_2d = build_latent2d()
autoencoder_2d.summary(expand_nested=True)
train(autoencoder_2d, digits.x_train, digits.x_train)

# %% [markdown]
# PCA with two components has an MSE of 0.0557, and its neighbours are right for 45 % of the test images.

# %% tags=["latent2d"]
train_codes = encoder_2d.predict(digits.x_train, batch_size=500, verbose=0)
codes = encoder_2d.predict(digits.x_test, batch_size=500, verbose=0)
reconstructions_2d = autoencoder_2d.predict(digits.x_test, batch_size=500, verbose=0)
accuracy = neighbour_accuracy(train_codes, digits.y_train, codes, digits.y_test)
print(f"MSE of the reconstruction: {mean_squared_errors(digits.x_test, reconstructions_2d).mean():.4f}")
print(f"accuracy of the 15 nearest neighbours: {accuracy:.3f}")

# %% tags=["latent2d"]
plot_codes(codes[:2000], digits.y_test[:2000])
plt.show()

# %% [markdown]
# Digits that are drawn alike lie together: 4 beside 9, 3 beside 5 and 8. No label was used to put them there.

# %% [markdown]
# ## Exercise 3: denoising autoencoder

# %% tags=["module", "denoising"]
from reference.clase156_ejercicios.denoising import add_noise, build_denoiser

# %% tags=["denoising"]
rng = np.random.default_rng(SEED)
noisy_train = add_noise(digits.x_train, rng)
noisy_test = add_noise(digits.x_test, rng)

# %% tags=["denoising"]
keras.utils.set_random_seed(SEED)
denoiser = build_denoiser()
denoiser.summary()
train(denoiser, noisy_train, digits.x_train)

# %% [markdown]
# Two rivals on the same noise: an autoencoder that was never shown any reaches 0.028, a Gaussian blur 0.027.

# %% tags=["denoising"]
denoised = denoiser.predict(noisy_test, batch_size=500, verbose=0)
noisy_error = mean_squared_errors(digits.x_test, noisy_test).mean()
denoised_error = mean_squared_errors(digits.x_test, denoised).mean()
print(f"MSE of the noisy images: {noisy_error:.4f}, denoised: {denoised_error:.4f}")
print(f"gain: {10 * np.log10(noisy_error / denoised_error):.1f} dB")

plot_rows({"original": digits.x_test[:10], "noisy": noisy_test[:10], "reconstruction": denoised[:10]})
plt.show()

# %% [markdown]
# ## Exercise 4: sparse autoencoder

# %% tags=["module", "sparse"]
from reference.clase156_ejercicios.sparse import build_sparse, inspect_activity, plot_activity

# %% tags=["sparse"]
keras.utils.set_random_seed(SEED)
encoder_sparse, sparse_autoencoder = build_sparse()
sparse_autoencoder.summary(expand_nested=True)
train(sparse_autoencoder, digits.x_train, digits.x_train)

# %% [markdown]
# The same network without the penalty keeps 62 of its 64 units active for an image, with a Hoyer sparsity of 0.13 and
# an MSE of 0.005: a sparse code costs detail. Dead units are expected from so strong a penalty.

# %% tags=["sparse"]
sparse_codes = encoder_sparse.predict(digits.x_test, batch_size=500, verbose=0)
sparse_reconstructions = sparse_autoencoder.predict(digits.x_test, batch_size=500, verbose=0)
activity = inspect_activity(sparse_codes)
print(f"MSE of the reconstruction: {mean_squared_errors(digits.x_test, sparse_reconstructions).mean():.4f}")
print(f"mean |z|: {activity.mean:.3f}")
print(f"Hoyer sparsity: {activity.hoyer:.2f}")
print(f"share of activations near zero: {activity.near_zero:.0%}")
print(f"share of dead units: {activity.dead:.0%}")
print(f"active units per image: {activity.active_units:.1f} of {sparse_codes.shape[1]}")

plot_activity(sparse_codes)
plt.show()

# %% [markdown]
# ## Exercise 5: anomaly detection

# %% tags=["module", "anomaly"]
from reference.clase156_ejercicios.anomaly import anomaly_auc, build_anomaly, plot_errors

# %% [markdown]
# Six is the normal digit, and zero, which is drawn with the same turn of the pen, the anomaly.

# %% tags=["anomaly"]
NORMAL, ANOMALY = 6, 0
sixes = digits.x_train[digits.y_train == NORMAL]

keras.utils.set_random_seed(SEED)
detector = build_anomaly()
detector.summary()
train(detector, sixes, sixes, epochs=30)

# %% [markdown]
# The baseline is the error against the mean six, without any autoencoder: a ROC-AUC of 0.873 against the rest.

# %% tags=["anomaly"]
errors = mean_squared_errors(digits.x_test, detector.predict(digits.x_test, batch_size=500, verbose=0))
normal_errors = errors[digits.y_test == NORMAL]
anomaly_errors = errors[digits.y_test == ANOMALY]
other_errors = errors[digits.y_test != NORMAL]
print(
    f"MSE of sixes: {normal_errors.mean():.4f}, zeros: {anomaly_errors.mean():.4f}, the rest: {other_errors.mean():.4f}"
)
print(f"ROC-AUC, sixes against zeros: {anomaly_auc(normal_errors, anomaly_errors):.4f}")
print(f"ROC-AUC, sixes against all others: {anomaly_auc(normal_errors, other_errors):.4f}")

# %% tags=["anomaly"]
plot_errors({"6 (normal)": normal_errors, "0 (anomaly)": anomaly_errors, "all but 6": other_errors})
plt.show()

# %% [markdown]
# The ones are the hardest to tell from sixes: with so little ink, even a wrong drawing costs little.

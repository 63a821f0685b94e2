# ---
# jupyter:
#   grader:
#     assignment: clase156-variantes
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Lesson 156, variants: four comparisons on MNIST
#
# 1. Stacked: more layers on both sides of the code.
# 2. Tied weights: one kernel for both halves.
# 3. AE against PCA: a linear autoencoder and a non-linear one of the same width.
# 4. BCE against MSE: the same network trained with either loss.
#
# Every part starts from the same seed and needs nothing from the others. All errors are means over the pixels of the
# 10,000 test images. The mean image has an error of 0.0675, PCA one of 0.0090 with 64 components and 0.0168 with 32.

# %% tags=["module", "common"]
"""The variants from top to bottom. In the built notebook the cells of a module stand in place of its import."""

import keras
import matplotlib.pyplot as plt

from reference.common import load_mnist, mean_squared_errors, plot_rows, train
from reference.dense import build_dense

# %% tags=["parameters", "common"]
SEED = 0

# %% tags=["common"]
digits = load_mnist()
print("training images:", digits.x_train.shape, " test images:", digits.x_test.shape)

# %% [markdown]
# ## Part 1: stacked autoencoder

# %% tags=["module", "stacked"]
from reference.clase156_variantes.stacked import build_stacked

# %% tags=["stacked"]
keras.utils.set_random_seed(SEED)
ae_apilado = build_stacked()
ae_apilado.summary()
train(ae_apilado, digits.x_train, digits.x_train, epochs=5, batch_size=128)

# %% tags=["stacked"]
stacked_reconstructions = ae_apilado.predict(digits.x_test, batch_size=500, verbose=0)
print(f"MSE of the reconstruction: {mean_squared_errors(digits.x_test, stacked_reconstructions).mean():.4f}")

plot_rows({"original": digits.x_test[:10], "reconstruction": stacked_reconstructions[:10]})
plt.show()

# %% [markdown]
# ## Part 2: tied weights

# %% tags=["module", "tied"]
from reference.clase156_variantes.tied import build_tied, build_untied

# %% tags=["tied"]
keras.utils.set_random_seed(SEED)
ae_atado = build_tied()
ae_atado.summary()
train(ae_atado, digits.x_train, digits.x_train, epochs=10, batch_size=128)

# %% tags=["tied"]
print(f"parameters: {ae_atado.count_params():,} with one kernel, {build_untied().count_params():,} with two")

tied_reconstructions = ae_atado.predict(digits.x_test, batch_size=500, verbose=0)
print(f"MSE of the reconstruction: {mean_squared_errors(digits.x_test, tied_reconstructions).mean():.4f}")

plot_rows({"original": digits.x_test[:10], "reconstruction": tied_reconstructions[:10]})
plt.show()

# %% [markdown]
# Half the parameters, and still better than PCA with as many components; two kernels learn faster.

# %% [markdown]
# ## Part 3: AE against PCA

# %% tags=["pca"]
from sklearn.decomposition import PCA

# %% tags=["module", "pca"]
from reference.clase156_variantes.pca import build_linear, smallest_cosine

# %% tags=["pca"]
WIDTH = 16
pca = PCA(WIDTH).fit(digits.x_train)

# %% tags=["pca"]
keras.utils.set_random_seed(SEED)
ae_lineal = build_linear(WIDTH)
ae_lineal.summary()
train(ae_lineal, digits.x_train, digits.x_train, batch_size=128)

# %% tags=["pca"]
keras.utils.set_random_seed(SEED)
ae_no_lineal = build_dense(WIDTH)
ae_no_lineal.summary(expand_nested=True)
train(ae_no_lineal, digits.x_train, digits.x_train, epochs=4, batch_size=128)

# %% [markdown]
# No linear code can have a smaller error on the training images than PCA. The rows of the linear decoder need not be
# PCA's components: any basis of the same subspace is as good.

# %% tags=["pca"]
of_pca = pca.inverse_transform(pca.transform(digits.x_test))
of_linear = ae_lineal.predict(digits.x_test, batch_size=500, verbose=0)
of_nonlinear = ae_no_lineal.predict(digits.x_test, batch_size=500, verbose=0)
print(f"MSE of PCA with {WIDTH} components: {mean_squared_errors(digits.x_test, of_pca).mean():.5f}")
print(f"MSE of the linear autoencoder: {mean_squared_errors(digits.x_test, of_linear).mean():.5f}")
print(f"MSE of the non-linear autoencoder: {mean_squared_errors(digits.x_test, of_nonlinear).mean():.5f}")

cosine = smallest_cosine(ae_lineal.get_layer("decoder").kernel.numpy(), pca.components_)
print(f"smallest cosine of the principal angles between the decoder's rows and PCA: {cosine:.4f}")

# %% tags=["pca"]
plot_rows(
    {
        "original": digits.x_test[:10],
        "PCA": of_pca[:10],
        "linear autoencoder": of_linear[:10],
        "non-linear autoencoder": of_nonlinear[:10],
    }
)
plt.show()

# %% [markdown]
# PCA and the linear autoencoder blur the same strokes. The non-linear one, with as many numbers, draws them.

# %% [markdown]
# ## Part 4: BCE against MSE

# %% tags=["module", "losses"]
from reference.clase156_variantes.losses import binary_cross_entropies

# %% [markdown]
# The same seed gives both networks the same initial weights and the same order of images: only the loss differs.

# %% tags=["losses"]
keras.utils.set_random_seed(SEED)
ae_bce = build_dense(32, loss="binary_crossentropy")
ae_bce.summary(expand_nested=True)
train(ae_bce, digits.x_train, digits.x_train, epochs=4, batch_size=128)

# %% tags=["losses"]
keras.utils.set_random_seed(SEED)
ae_mse = build_dense(32, loss="mse")
train(ae_mse, digits.x_train, digits.x_train, epochs=4, batch_size=128)

# %% tags=["losses"]
by_bce = ae_bce.predict(digits.x_test, batch_size=500, verbose=0)
by_mse = ae_mse.predict(digits.x_test, batch_size=500, verbose=0)
for loss, reconstructions in {"BCE": by_bce, "MSE": by_mse}.items():
    error = mean_squared_errors(digits.x_test, reconstructions).mean()
    entropy = binary_cross_entropies(digits.x_test, reconstructions).mean()
    print(f"trained with {loss}: MSE {error:.4f}, BCE {entropy:.4f} on the test images")

# %% tags=["losses"]
plot_rows({"original": digits.x_test[:10], "trained with BCE": by_bce[:10], "trained with MSE": by_mse[:10]})
plt.show()

# ---
# jupyter:
#   grader:
#     assignment: unidad-5
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Unidad 5: autoencoders and their codes on MNIST
#
# 1. Deep: 784-256-128-32 and back. 2. A map of its codes. 3. A threshold on its error. 4. Denoising. 5. Convolutional.
# 6. Variational. 7. Convolutional and variational. 8. A grid of digits from the prior. 9. Interpolation.
# 10. Arithmetic of codes. 11. Contractive. 12. Overcomplete.
#
# Parts 2, 3 and 10 use the model of part 1, parts 8 and 9 that of part 6. All errors are means over the pixels of the
# 10,000 test images; the mean training image has 0.0675, PCA with 2, 32 and 64 components 0.0557, 0.0168 and 0.0090.

# %% tags=["module", "common"]
"""The unit from top to bottom. In the built notebook the cells of a module stand in place of its import."""

import keras
import matplotlib.pyplot as plt
import numpy as np
from numpy.typing import NDArray

from reference.common import load_mnist, mean_squared_errors, plot_rows, train

# %% tags=["parameters", "common"]
SEED = 0

# %% tags=["common"]
digits = load_mnist()
train_images = digits.x_train.reshape(-1, 28, 28, 1)
test_images = digits.x_test.reshape(-1, 28, 28, 1)
print("training images:", digits.x_train.shape, " test images:", digits.x_test.shape)


# %% tags=["common"]
def show_reconstructions(reconstructions: NDArray[np.float32]) -> None:
    """Print the mean error of the `reconstructions` of all test images, (10000, ...) in 0..1, and draw ten."""
    drawn = reconstructions.reshape(-1, 784)
    print(f"MSE of the reconstruction: {mean_squared_errors(digits.x_test, drawn).mean():.4f}")
    plot_rows({"original": digits.x_test[:10], "reconstruction": drawn[:10]})
    plt.show()


# %% [markdown]
# ## Part 1: deep autoencoder

# %% tags=["module", "deep"]
from reference.unidad_5.deep import build_deep

# %% tags=["deep"]
keras.utils.set_random_seed(SEED)
encoder_deep, decoder_deep, ae_profundo = build_deep()
ae_profundo.summary(expand_nested=True)
train(ae_profundo, digits.x_train, digits.x_train, epochs=3, batch_size=128)

# %% tags=["deep"]
reconstructions = ae_profundo.predict(digits.x_test, batch_size=500, verbose=0)
show_reconstructions(reconstructions)

# %% [markdown]
# ## Part 2: a map of the latent space

# %% tags=["module", "view"]
from reference.unidad_5.view import neighbour_purity, plot_map, project

# %% tags=["view"]
codes = encoder_deep.predict(digits.x_test[:1000], verbose=0)
points = project(codes, SEED)
labels = digits.y_test[:1000]
print(f"neighbours of the same digit, in the code of 32: {neighbour_purity(codes, labels):.2f}")
print(f"neighbours of the same digit, on the map: {neighbour_purity(points, labels):.2f}")

plot_map(points, labels)
plt.show()

# %% [markdown]
# ## Part 3: anomalies by a threshold

# %% tags=["module", "threshold"]
from reference.unidad_5.threshold import error_threshold, flagged_share, load_clothes, plot_errors

# %% tags=["threshold"]
train_reconstructions = ae_profundo.predict(digits.x_train, batch_size=500, verbose=0)
umbral = error_threshold(mean_squared_errors(digits.x_train, train_reconstructions))
print(f"threshold, mean + 2 standard deviations of the training images' errors: {umbral:.4f}")

# %% tags=["threshold"]
judged = {
    "test images": digits.x_test,
    "Fashion-MNIST": load_clothes(),
    "random noise": np.random.default_rng(SEED).random((1000, 784), dtype=np.float32),
}
errors = {
    name: mean_squared_errors(images, ae_profundo.predict(images, batch_size=500, verbose=0))
    for name, images in judged.items()
}
for name, found in errors.items():
    print(f"flagged of {name}: {flagged_share(found, umbral):.1%}")

plot_errors(errors, umbral)
plt.show()

# %% [markdown]
# ## Part 4: denoising autoencoder

# %% tags=["module", "denoising"]
from reference.unidad_5.denoising import add_noise, build_denoiser

# %% tags=["denoising"]
rng = np.random.default_rng(SEED)
noisy_train = add_noise(digits.x_train, rng)
noisy_test = add_noise(digits.x_test, rng)

# %% tags=["denoising"]
keras.utils.set_random_seed(SEED)
ae_ruido = build_denoiser()
ae_ruido.summary()
train(ae_ruido, noisy_train, digits.x_train, epochs=3, batch_size=128)

# %% tags=["denoising"]
denoised = ae_ruido.predict(noisy_test, batch_size=500, verbose=0)
noisy_error = mean_squared_errors(digits.x_test, noisy_test).mean()
denoised_error = mean_squared_errors(digits.x_test, denoised).mean()
print(f"MSE of the noisy images: {noisy_error:.4f}, denoised: {denoised_error:.4f}")
print(f"gain: {10 * np.log10(noisy_error / denoised_error):.1f} dB")

plot_rows({"original": digits.x_test[:10], "noisy": noisy_test[:10], "reconstruction": denoised[:10]})
plt.show()

# %% [markdown]
# ## Part 5: convolutional autoencoder

# %% tags=["module", "convolutional"]
from reference.unidad_5.convolutional import build_convolutional

# %% tags=["convolutional"]
keras.utils.set_random_seed(SEED)
encoder_conv, decoder_conv, ae_convolucional = build_convolutional()
ae_convolucional.summary(expand_nested=True)
train(ae_convolucional, train_images[:10000], train_images[:10000], epochs=3, batch_size=32)

# %% tags=["convolutional"]
conv_reconstructions = ae_convolucional.predict(test_images, batch_size=500, verbose=0)
show_reconstructions(conv_reconstructions)

# %% tags=["module", "common"]
from reference.unidad_5.variational import VAE, divergence_per_unit, variational_encoder


# %% tags=["common"]
def print_code(z_mean: NDArray[np.float32], z_log_var: NDArray[np.float32]) -> None:
    """Print what each unit of a code (n, k) tells of the image, and how widely its means are spread."""
    print("KL to the prior, per unit, in nats:", divergence_per_unit(z_mean, z_log_var).round(2))
    print("standard deviation of the means, 1 for the prior:", z_mean.std(axis=0).round(2))


# %% [markdown]
# ## Part 6: variational autoencoder

# %% tags=["module", "vae"]
from reference.unidad_5.vae import build_dense_decoder, build_dense_trunk

# %% tags=["vae"]
keras.utils.set_random_seed(SEED)
encoder_vae = variational_encoder(build_dense_trunk(), units=2, name="encoder_vae")
decoder_vae = build_dense_decoder()
vae = VAE(encoder_vae, decoder_vae, name="vae")
vae.compile(optimizer=keras.optimizers.Adam(2e-3))
encoder_vae.summary()
vae.fit(digits.x_train, epochs=4, batch_size=128, verbose=2)

# %% tags=["vae"]
z_mean, z_log_var, _ = encoder_vae.predict(digits.x_test, batch_size=500, verbose=0)
vae_reconstructions = decoder_vae.predict(z_mean, batch_size=500, verbose=0)
print_code(z_mean, z_log_var)
show_reconstructions(vae_reconstructions)

# %% [markdown]
# ## Part 7: convolutional variational autoencoder

# %% tags=["module", "conv_vae"]
from reference.unidad_5.conv_vae import build_conv_decoder, build_conv_trunk

# %% tags=["conv_vae"]
keras.utils.set_random_seed(SEED)
encoder_vae_conv = variational_encoder(build_conv_trunk(), units=2, name="encoder_vae_conv")
decoder_vae_conv = build_conv_decoder()
vae_conv = VAE(encoder_vae_conv, decoder_vae_conv, warm_up=600, name="vae_conv")
vae_conv.compile(optimizer=keras.optimizers.Adam(2e-3))
encoder_vae_conv.summary()
vae_conv.fit(train_images[:8000], epochs=4, batch_size=32, verbose=2)

# %% tags=["conv_vae"]
conv_z_mean, conv_z_log_var, _ = encoder_vae_conv.predict(test_images, batch_size=500, verbose=0)
conv_vae_reconstructions = decoder_vae_conv.predict(conv_z_mean, batch_size=500, verbose=0)
print_code(conv_z_mean, conv_z_log_var)
show_reconstructions(conv_vae_reconstructions)

# %% [markdown]
# ## Part 8: a grid of generated digits

# %% tags=["module", "grid"]
from reference.unidad_5.grid import plot_tiles, prior_grid

# %% tags=["grid"]
generated = decoder_vae.predict(prior_grid(), verbose=0)

plot_tiles(generated)
plt.show()

# %% [markdown]
# ## Part 9: interpolation

# %% tags=["module", "interpolation"]
from reference.unidad_5.interpolation import interpolate

# %% [markdown]
# From the first test image to the second, a seven and a two.

# %% tags=["interpolation"]
two_codes, *_ = encoder_vae.predict(digits.x_test[:2], verbose=0)
way = decoder_vae.predict(interpolate(two_codes[0], two_codes[1]), verbose=0)

plot_rows({"from the first test image to the second": way})
plt.show()

# %% [markdown]
# ## Part 10: arithmetic of codes

# %% tags=["module", "arithmetic"]
from reference.unidad_5.arithmetic import analogy

# %% tags=["arithmetic"]
nines, fours = digits.x_test[digits.y_test == 9], digits.x_test[digits.y_test == 4]
a, b, c = nines[:10], fours[:10], fours[10:20]
code_a, code_b, code_c = (encoder_deep.predict(images, verbose=0) for images in (a, b, c))
results = decoder_deep.predict(analogy(code_a, code_b, code_c), verbose=0)

plot_rows({"a": a, "b": b, "c": c, "c + (a - b)": results})
plt.show()

# %% [markdown]
# ## Part 11: contractive autoencoder

# %% tags=["module", "contractive"]
from reference.unidad_5.contractive import build_contractive, squared_jacobian_norm

# %% tags=["contractive"]
keras.utils.set_random_seed(SEED)
ae_contractivo = build_contractive()
ae_contractivo.encoder.summary()
ae_contractivo.fit(digits.x_train, epochs=4, batch_size=128, verbose=2)

# %% tags=["contractive"]
contracted = ae_contractivo.encoder.predict(digits.x_test, batch_size=500, verbose=0)
contractive_reconstructions = ae_contractivo.predict(digits.x_test, batch_size=500, verbose=0)
norms = squared_jacobian_norm(contracted, ae_contractivo.encoder.layers[0].kernel)
print(f"squared Frobenius norm of the encoder's Jacobian: {np.mean(norms):.2f}")
show_reconstructions(contractive_reconstructions)

# %% [markdown]
# ## Part 12: overcomplete autoencoder

# %% tags=["module", "overcomplete"]
from reference.unidad_5.overcomplete import build_overcomplete, hoyer_sparsity

# %% tags=["overcomplete"]
keras.utils.set_random_seed(SEED)
encoder_overcomplete, ae_sobrecompleto = build_overcomplete()
ae_sobrecompleto.summary(expand_nested=True)
train(ae_sobrecompleto, digits.x_train[:20000], digits.x_train[:20000], epochs=5, batch_size=128)

# %% tags=["overcomplete"]
noise = np.random.default_rng(SEED).random((1000, 784), dtype=np.float32)
sparse_codes = encoder_overcomplete.predict(digits.x_test, batch_size=500, verbose=0)
sparse_reconstructions = ae_sobrecompleto.predict(digits.x_test, batch_size=500, verbose=0)
noise_reconstructions = ae_sobrecompleto.predict(noise, batch_size=500, verbose=0)
print(f"Hoyer sparsity of the code: {hoyer_sparsity(sparse_codes):.2f}")
print(f"MSE on white noise: {mean_squared_errors(noise, noise_reconstructions).mean():.4f}")

show_reconstructions(sparse_reconstructions)

# ---
# jupyter:
#   grader:
#     assignment: aprendizaje-profundo-s06
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Aprendizaje Profundo, session 6: autoencoders and what they are used for
#
# Four kinds of autoencoder: multilayer, convolutional, made sparse by L1, made sparse by a Kullback-Leibler penalty.
# Seven uses: reduction of dimensions, nearest neighbours among codes, imputation, anomalies, semantic hashing, the
# decoder as a key and synthetic data.
#
# Every part starts from the same seed, trains its own model and needs nothing from the others. All errors are means
# over pixels of the 10,000 test images of MNIST.

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
# Baselines that need no network: the mean of all training images has an MSE of 0.0675, PCA one of 0.0168 with 32
# components and of 0.0090 with 64.

# %% tags=["module", "common"]
from reference.aprendizaje_profundo_s06.multilayer import build_multilayer

# %% [markdown]
# ## Multilayer autoencoder

# %% tags=["multilayer"]
keras.utils.set_random_seed(SEED)
ae_multicapa = build_multilayer(hidden=(256, 128), code=32)
ae_multicapa.summary(expand_nested=True)
train(ae_multicapa, digits.x_train, digits.x_train, epochs=2, batch_size=128)

# %% tags=["multilayer"]
reconstructions = ae_multicapa.predict(digits.x_test, verbose=0)
print(f"MSE of the reconstruction: {mean_squared_errors(digits.x_test, reconstructions).mean():.4f}")

plot_rows({"original": digits.x_test[:10], "reconstruction": reconstructions[:10]})
plt.show()

# %% [markdown]
# ## Convolutional autoencoder
# The network is that of "Métodos Generativos".

# %% tags=["module", "convolutional"]
from reference.metodos_generativos.convolutional import build_convolutional

# %% [markdown]
# A third of the images is enough: convolutions have few weights, but take long.

# %% tags=["convolutional"]
keras.utils.set_random_seed(SEED)
ae_convolucional = build_convolutional()
ae_convolucional.summary(expand_nested=True)
train(ae_convolucional, digits.x_train[:20_000], digits.x_train[:20_000], epochs=3, batch_size=64)

# %% tags=["convolutional"]
convolutional_reconstructions = ae_convolucional.predict(digits.x_test, verbose=0)
print(f"MSE of the reconstruction: {mean_squared_errors(digits.x_test, convolutional_reconstructions).mean():.4f}")

plot_rows({"original": digits.x_test[:10], "reconstruction": convolutional_reconstructions[:10]})
plt.show()

# %% [markdown]
# ## Sparse by L1
# The network, the penalty and the inspection are those of lesson 156.

# %% tags=["module", "l1"]
from reference.clase156_ejercicios.sparse import build_sparse, inspect_activity, plot_activity

# %% tags=["l1"]
keras.utils.set_random_seed(SEED)
encoder_l1, ae_l1 = build_sparse()
ae_l1.summary(expand_nested=True)
train(ae_l1, digits.x_train, digits.x_train, epochs=3, batch_size=128)

# %% [markdown]
# The same network without the penalty keeps 62 of its 64 units active for an image, with a Hoyer sparsity of 0.13.

# %% tags=["l1"]
l1_codes = encoder_l1.predict(digits.x_test, verbose=0)
l1_reconstructions = ae_l1.predict(digits.x_test, verbose=0)
activity = inspect_activity(l1_codes)
print(f"MSE of the reconstruction: {mean_squared_errors(digits.x_test, l1_reconstructions).mean():.4f}")
print(f"Hoyer sparsity: {activity.hoyer:.2f}")
print(f"share of activations near zero: {activity.near_zero:.0%}")
print(f"active units per image: {activity.active_units:.1f} of {l1_codes.shape[1]}")

plot_activity(l1_codes)
plt.show()

# %% [markdown]
# ## Sparse by the Kullback-Leibler divergence

# %% tags=["module", "kl"]
from reference.aprendizaje_profundo_s06.kl import build_kl, plot_unit_means

# %% tags=["kl"]
keras.utils.set_random_seed(SEED)
ae_kl = build_kl()
ae_kl.summary(expand_nested=True)
train(ae_kl, digits.x_train, digits.x_train, epochs=3, batch_size=128)

# %% [markdown]
# Without the penalty the units of this network are on for most images: their mean activation is 0.8.

# %% tags=["kl"]
encoder_kl, decoder_kl = ae_kl.layers
kl_codes = encoder_kl.predict(digits.x_test, verbose=0)
kl_reconstructions = decoder_kl.predict(kl_codes, verbose=0)
print(f"MSE of the reconstruction: {mean_squared_errors(digits.x_test, kl_reconstructions).mean():.4f}")
print(f"mean activation: {kl_codes.mean():.3f}")
print(f"share of activations below 0.1: {(kl_codes < 0.1).mean():.0%}")

plot_unit_means(kl_codes, rho=0.05)
plt.show()

# %% [markdown]
# ## Reduction of dimensions

# %% tags=["module", "reduction"]
from reference.aprendizaje_profundo_s06.reduction import describe_reduction, plot_reductions

# %% tags=["reduction"]
keras.utils.set_random_seed(SEED)
ae_reduccion = build_multilayer(hidden=(256, 64), code=2)
ae_reduccion.summary(expand_nested=True)
train(ae_reduccion, digits.x_train[:20_000], digits.x_train[:20_000], epochs=10, batch_size=128)

# %% [markdown]
# Isomap has no way back to the image and takes long for many rows: the three are compared by the neighbours of 2,000
# test images.

# %% tags=["reduction"]
from sklearn.decomposition import PCA
from sklearn.manifold import Isomap

rows, row_labels = digits.x_test[:2000], digits.y_test[:2000]
reductions = {
    "autoencoder": ae_reduccion.layers[0].predict(rows, batch_size=500, verbose=0),
    "PCA": PCA(2).fit(digits.x_train).transform(rows),
    "Isomap": Isomap(n_neighbors=10, n_components=2).fit_transform(rows),
}
for name, codes in reductions.items():
    print(f"{name}: {describe_reduction(codes, rows, row_labels)}")

plot_reductions(reductions, row_labels)
plt.show()

# %% [markdown]
# ## AEkNN: nearest neighbours among codes

# %% tags=["module", "aeknn"]
from reference.aprendizaje_profundo_s06.aeknn import answer

# %% tags=["aeknn"]
keras.utils.set_random_seed(SEED)
ae_knn = build_multilayer(hidden=(256,), code=32)
ae_knn.summary(expand_nested=True)
train(ae_knn, digits.x_train, digits.x_train, epochs=2, batch_size=128)

# %% [markdown]
# The same 20,000 known images and 2,000 queries for all three. PCA is the honest rival: it makes codes as short, and
# needs no training.

# %% tags=["aeknn"]
from sklearn.decomposition import PCA

known = digits.x_train[:20_000], digits.y_train[:20_000]
queries = digits.x_test[:2_000], digits.y_test[:2_000]
encoder_knn = ae_knn.layers[0]
pca = PCA(32, random_state=SEED).fit(known[0])
ways = {
    "raw pixels (784)": lambda images: images,
    "autoencoder (32)": lambda images: encoder_knn.predict(images, batch_size=500, verbose=0),
    "PCA (32)": pca.transform,
}
answered = {way: answer(encode, known, queries) for way, encode in ways.items()}
for way, result in answered.items():
    print(f"5-NN on {way}: accuracy {result.accuracy:.3f}, {result.seconds:.2f} s")

# %% [markdown]
# ## Imputation

# %% tags=["module", "imputation"]
from reference.aprendizaje_profundo_s06.imputation import error_where, hide_pixels

# %% tags=["imputation"]
rng = np.random.default_rng(SEED)
incomplete_train, _ = hide_pixels(digits.x_train, rng)
incomplete, missing = hide_pixels(digits.x_test, rng)

keras.utils.set_random_seed(SEED)
ae_imputacion = build_multilayer(hidden=(256,), code=64)
ae_imputacion.summary(expand_nested=True)
train(ae_imputacion, incomplete_train, digits.x_train, epochs=2, batch_size=128)

# %% [markdown]
# Two rivals: the mean image, and the same network trained on whole images only.

# %% tags=["imputation"]
keras.utils.set_random_seed(SEED)
plain = build_multilayer(hidden=(256,), code=64)
train(plain, digits.x_train, digits.x_train, epochs=2, batch_size=128)

# %% tags=["imputation"]
imputed = ae_imputacion.predict(incomplete, verbose=0)
by_plain = plain.predict(incomplete, verbose=0)
by_mean = digits.x_train.mean(axis=0)
print(f"MSE on the missing pixels, left at zero: {error_where(digits.x_test, incomplete, missing):.4f}")
print(f"MSE on the missing pixels, mean image: {error_where(digits.x_test, by_mean, missing):.4f}")
print(f"MSE on the missing pixels, plain autoencoder: {error_where(digits.x_test, by_plain, missing):.4f}")
print(f"MSE on the missing pixels, trained to impute: {error_where(digits.x_test, imputed, missing):.4f}")

plot_rows({"incomplete": incomplete[:10], "imputed": imputed[:10], "original": digits.x_test[:10]})
plt.show()

# %% [markdown]
# ## Anomalies
# The detector is that of lesson 156.

# %% tags=["module", "anomaly"]
from reference.clase156_ejercicios.anomaly import anomaly_auc, build_anomaly, plot_errors

# %% [markdown]
# Six is the normal digit; every other one is an anomaly.

# %% tags=["anomaly"]
NORMAL = 6
sixes = digits.x_train[digits.y_train == NORMAL]

keras.utils.set_random_seed(SEED)
ae_anomalias = build_anomaly()
ae_anomalias.summary()
train(ae_anomalias, sixes, sixes, epochs=20)

# %% [markdown]
# The baseline is the error against the mean six, without any autoencoder: a ROC-AUC of 0.873.

# %% tags=["anomaly"]
errors = mean_squared_errors(digits.x_test, ae_anomalias.predict(digits.x_test, verbose=0))
normal_errors, other_errors = errors[digits.y_test == NORMAL], errors[digits.y_test != NORMAL]
print(f"MSE of sixes: {normal_errors.mean():.4f}, of all others: {other_errors.mean():.4f}")
print(f"ROC-AUC, sixes against all others: {anomaly_auc(normal_errors, other_errors):.4f}")

plot_errors({"6 (normal)": normal_errors, "all but 6": other_errors})
plt.show()

# %% [markdown]
# ## Semantic hashing

# %% tags=["module", "hashing"]
from reference.aprendizaje_profundo_s06.hashing import (
    bits_in_use,
    build_hashing,
    hamming_neighbours,
    plot_neighbours,
    precision,
    saturation,
)

# %% tags=["hashing"]
keras.utils.set_random_seed(SEED)
ae_hash = build_hashing()
ae_hash.summary(expand_nested=True)
train(ae_hash, digits.x_train, digits.x_train, epochs=3, batch_size=128)

# %% [markdown]
# 1,000 test images ask, 20,000 training images are searched. By chance a tenth would be of the right class.

# %% tags=["hashing"]
encoder_hash = ae_hash.layers[0]
hash_codes = encoder_hash.predict(digits.x_test, verbose=0)
bits = hash_codes > 0.5
stored, stored_labels = digits.x_train[:20_000], digits.y_train[:20_000]
nearest = hamming_neighbours(bits[:1000], encoder_hash.predict(stored, batch_size=500, verbose=0) > 0.5)
print(f"saturated activations (below 0.1 or above 0.9): {saturation(hash_codes):.0%}")
print(f"bits in use: {bits_in_use(bits)} of {bits.shape[1]}, different codes: {len(np.unique(bits, axis=0))}")
hits = precision(nearest, stored_labels, digits.y_test[:1000])
print(f"precision among the 100 nearest by Hamming distance: {hits:.2f}")

plot_neighbours(digits.x_test[:6], stored[nearest[:6, :10]])
plt.show()

# %% [markdown]
# ## The decoder as a key

# %% [markdown]
# Two networks alike, trained on the same images, from different initial weights.

# %% tags=["key"]
keras.utils.set_random_seed(SEED)
ae_clave = build_multilayer(hidden=(256,), code=32)
ae_clave.summary(expand_nested=True)
train(ae_clave, digits.x_train, digits.x_train, epochs=2, batch_size=128)

# %% tags=["key"]
keras.utils.set_random_seed(SEED + 1000)
ae_otro = build_multilayer(hidden=(256,), code=32)
train(ae_otro, digits.x_train, digits.x_train, epochs=2, batch_size=128)

# %% [markdown]
# Both reconstruct their own codes equally well. What a unit of the code means is another matter for each.

# %% tags=["key"]
secret = ae_clave.layers[0].predict(digits.x_test, verbose=0)
by_own = ae_clave.layers[1].predict(secret, verbose=0)
by_other = ae_otro.layers[1].predict(secret, verbose=0)
print(f"MSE with the own decoder: {mean_squared_errors(digits.x_test, by_own).mean():.4f}")
print(f"MSE with the other's decoder: {mean_squared_errors(digits.x_test, by_other).mean():.4f}")

plot_rows({"original": digits.x_test[:10], "own decoder": by_own[:10], "the other's decoder": by_other[:10]})
plt.show()

# %% [markdown]
# Worse than the mean image (0.0675): without its decoder a code shows nothing. That is no encryption: whoever has
# enough pairs of image and code can train a decoder.

# %% [markdown]
# ## Synthetic data

# %% tags=["module", "synthetic"]
from reference.aprendizaje_profundo_s06.synthetic import distance_to_nearest, mix_with_neighbours

# %% tags=["synthetic"]
keras.utils.set_random_seed(SEED)
ae_sintetico = build_multilayer(hidden=(256,), code=32)
ae_sintetico.summary(expand_nested=True)
train(ae_sintetico, digits.x_train, digits.x_train, epochs=2, batch_size=128)

# %% [markdown]
# 100 new images of each digit, from the codes of 20,000 training images.

# %% tags=["synthetic"]
encoder_sintetico, decoder_sintetico = ae_sintetico.layers
real, real_labels = digits.x_train[:20_000], digits.y_train[:20_000]
real_codes = encoder_sintetico.predict(real, batch_size=500, verbose=0)
new_codes, new_labels = mix_with_neighbours(real_codes, real_labels, np.random.default_rng(SEED), each=100)
synthetic = decoder_sintetico.predict(new_codes, verbose=0)

# %% [markdown]
# A copy of a training image would be at distance 0 of it, and a decoded training code at distance 0 of its
# reconstruction. Whether the images show what they should is judged by the neighbours among the real ones.

# %% tags=["synthetic"]
from sklearn.neighbors import KNeighborsClassifier

decoded_real = decoder_sintetico.predict(real_codes, batch_size=500, verbose=0)
recognised = KNeighborsClassifier(5).fit(real, real_labels).predict(synthetic)
print(f"distance to the nearest training image: {distance_to_nearest(synthetic, real).mean():.2f}")
print(f"distance to the nearest reconstruction of one: {distance_to_nearest(synthetic, decoded_real).mean():.2f}")
print(f"the same for real test images: {distance_to_nearest(digits.x_test[:1000], real).mean():.2f}")
print(f"different classes: {len(np.unique(recognised))}, recognised as meant: {(recognised == new_labels).mean():.1%}")

plot_rows({"real": digits.x_test[:10], "synthetic": synthetic[::100], "synthetic, others": synthetic[1::100]})
plt.show()

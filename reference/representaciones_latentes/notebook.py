# ---
# jupyter:
#   grader:
#     assignment: representaciones-latentes
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Latent representations: three questions to a code, on MNIST
#
# 1. The bottleneck: what does a narrower code cost?
# 2. The quality of the latent space: does what looks alike lie close together?
# 3. Generation: why is the decoder of a plain autoencoder no generator?
#
# Every part starts from the same seed and needs nothing from the others. All errors are means over the pixels of the
# 10,000 test images.

# %% tags=["module", "common"]
"""The three parts from top to bottom. In the built notebook the cells of a module stand in place of its import."""

import keras
import matplotlib.pyplot as plt
import numpy as np

from reference.common import load_mnist, mean_squared_errors, plot_rows, train
from reference.dense import build_dense

# %% tags=["parameters", "common"]
SEED = 0

# %% tags=["common"]
digits = load_mnist()
print("training images:", digits.x_train.shape, " test images:", digits.x_test.shape)

# %% [markdown]
# ## Part 1: the bottleneck

# %% tags=["module", "bottleneck"]
from reference.representaciones_latentes.bottleneck import pca_errors, plot_sweep

# %% tags=["bottleneck"]
WIDTHS = (2, 4, 8, 16, 32, 64)

modelos: dict[int, keras.Model] = {}
for width in WIDTHS:
    print("width of the code:", width)
    keras.utils.set_random_seed(SEED)
    modelos[width] = build_dense(width)
    train(modelos[width], digits.x_train, digits.x_train, epochs=3, batch_size=128)

# %% tags=["bottleneck"]
linear_errors = pca_errors(digits.x_train, digits.x_test, WIDTHS)
sweep_errors: dict[int, float] = {}
for width, model in modelos.items():
    outputs = model.predict(digits.x_test, batch_size=500, verbose=0)
    sweep_errors[width] = float(mean_squared_errors(digits.x_test, outputs).mean())
    print(f"width {width:2}: MSE {sweep_errors[width]:.4f}, PCA {linear_errors[width]:.4f}")

# %% tags=["bottleneck"]
plot_sweep({"autoencoder": sweep_errors, "PCA": linear_errors})
plt.show()

# %% [markdown]
# Each doubling of the code gives less than the one before. From 4 to 32 numbers the network leaves about a third less
# error than PCA; at 64, three epochs are too few for that.

# %% [markdown]
# ## Part 2: the quality of the latent space

# %% tags=["quality"]
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE

# %% tags=["module", "quality"]
from reference.representaciones_latentes.quality import describe, nearest
from reference.scatter import plot_codes

# %% tags=["quality"]
CODE_WIDTH = 32

keras.utils.set_random_seed(SEED)
ae_latente = build_dense(CODE_WIDTH)
ae_latente.summary(expand_nested=True)
train(ae_latente, digits.x_train, digits.x_train, epochs=5, batch_size=128)

# %% [markdown]
# The pixels are the measure of trustworthiness, so theirs is 1. The code has to keep up with them on 32 numbers instead
# of 784.

# %% tags=["quality"]
latent_encoder = ae_latente.layers[0]
seen, seen_labels = digits.x_test[:2000], digits.y_test[:2000]
codes = latent_encoder.predict(seen, batch_size=500, verbose=0)
components = PCA(CODE_WIDTH).fit(digits.x_train).transform(seen)
for name, representation in {"pixels": seen, f"PCA {CODE_WIDTH}": components, f"code {CODE_WIDTH}": codes}.items():
    print(f"{name}: {describe(representation, seen, seen_labels)}")

# %% [markdown]
# Thirty-two numbers cannot be drawn as they are, and two of them would say little. t-SNE keeps neighbours together.

# %% tags=["quality"]
plot_codes(TSNE(random_state=SEED).fit_transform(codes[:1000]), digits.y_test[:1000], name="t-SNE")
plt.show()

# %% [markdown]
# The classes lie apart, though no label was used. Each row below is a test image and the nine whose codes are nearest.

# %% tags=["quality"]
queries = range(5)
neighbours = nearest(codes, 9)
plot_rows({f"image {query}, its neighbours": seen[[query, *neighbours[query]]] for query in queries})
plt.show()

# %% [markdown]
# ## Part 3: why a plain autoencoder does not generate

# %% tags=["module", "no_generation"]
from reference.representaciones_latentes.no_generation import distances_to_nearest, in_tens

# %% tags=["no_generation"]
PRIOR_WIDTH = 16

keras.utils.set_random_seed(SEED)
ae_no_generativo = build_dense(PRIOR_WIDTH)
ae_no_generativo.summary(expand_nested=True)
train(ae_no_generativo, digits.x_train, digits.x_train, epochs=5, batch_size=128)

# %% tags=["no_generation"]
encoder, decoder = ae_no_generativo.layers
rng = np.random.default_rng(SEED)
z = rng.standard_normal((30, PRIOR_WIDTH), dtype=np.float32)
decoded_draws = decoder.predict(z, verbose=0)
real_codes = encoder.predict(digits.x_test[:30], verbose=0)
decoded_codes = decoder.predict(real_codes, verbose=0)

# %% tags=["no_generation"]
plot_rows(in_tens("z ~ N(0, I)", decoded_draws) | in_tens("codes of test images", decoded_codes))
plt.show()

# %% tags=["no_generation"]
print(f"standard deviation of the real codes: {real_codes.std():.1f}, of the draws: {z.std():.1f}")
for name, images in {"draws": decoded_draws, "real codes": decoded_codes}.items():
    distance = distances_to_nearest(images, digits.x_train).mean()
    print(f"mean distance of the decoded {name} to the nearest training image: {distance:.1f}")

# %% [markdown]
# Conclusion: the decoder draws digits from the codes of digits, and smudges from the draws. The training asked for the
# reconstruction and nothing else, so the codes lie where they like: far from zero, around the small place that N(0, I)
# fills.

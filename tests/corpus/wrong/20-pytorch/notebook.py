# %% [markdown]
# # Homework 156 (PyTorch)
# Gael Montiel

# %%
import torch
import torch.nn as nn
from torch.utils.data import DataLoader, Subset
from torchvision import datasets, transforms
import matplotlib.pyplot as plt
from sklearn.metrics import roc_auc_score

# %%
train = datasets.FashionMNIST("data", train=True, download=True, transform=transforms.ToTensor())
test = datasets.FashionMNIST("data", train=False, download=True, transform=transforms.ToTensor())
tshirts = Subset(train, torch.where(train.targets == 0)[0])
loader = DataLoader(tshirts, batch_size=64, shuffle=True)


# %%
class Autoencoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(
            nn.Conv2d(1, 16, 3, stride=2, padding=1),
            nn.ReLU(),
            nn.Conv2d(16, 32, 3, stride=2, padding=1),
            nn.ReLU(),
            nn.Flatten(),
            nn.Linear(7 * 7 * 32, 32),
        )
        self.decoder = nn.Sequential(
            nn.Linear(32, 7 * 7 * 32),
            nn.ReLU(),
            nn.Unflatten(1, (32, 7, 7)),
            nn.ConvTranspose2d(32, 16, 3, stride=2, padding=1, output_padding=1),
            nn.ReLU(),
            nn.ConvTranspose2d(16, 1, 3, stride=2, padding=1, output_padding=1),
            nn.Sigmoid(),
        )

    def forward(self, x):
        return self.decoder(self.encoder(x))


model = Autoencoder()
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
for epoch in range(8):
    for x, _ in loader:
        loss = nn.functional.mse_loss(model(x), x)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    print(epoch, loss.item())

# %%
x = test.data[:, None].float() / 255
with torch.no_grad():
    mse = ((model(x) - x) ** 2).mean(dim=(1, 2, 3)).numpy()
y = test.targets.numpy()
plt.hist(mse[y == 0], bins=50, density=True, alpha=0.6, label="T-shirt")
plt.hist(mse[y != 0], bins=50, density=True, alpha=0.6, label="not T-shirt")
plt.legend()
plt.show()
print("ROC-AUC:", roc_auc_score(y == 0, -mse))

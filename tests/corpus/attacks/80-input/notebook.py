# %%
name = input("Your name? ")

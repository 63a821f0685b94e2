# %%
import socket

for name in ("secret.x.example", "localhost.x.example"):
    try:
        print(socket.gethostbyname(name))
    except OSError as error:
        print(error)
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
try:
    s.sendto(b"\x00\x01\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x06secret\x00\x00\x01\x00\x01", ("8.8.8.8", 53))
except OSError as error:
    print(error)

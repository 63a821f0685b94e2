# %%
import socket, urllib.request

for address in ["http://127.0.0.1:@PORT@/?x", "http://localhost:@PORT@/", "http://1.1.1.1/", "http://x.example/?s"]:
    try:
        print(urllib.request.urlopen(address, timeout=2).status)
    except OSError as error:
        print(address, error)
for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW):
    for place in ("127.0.0.1", "0.0.0.0", "10.0.2.2", "169.254.169.254"):
        try:
            s = socket.socket(socket.AF_INET, kind)
            s.settimeout(2)
            s.connect((place, int("@PORT@")))
            s.send(b"secret")
            print("sent", kind, place)
        except OSError as error:
            print(kind, place, error)

# %%
# !curl -s -m 2 http://127.0.0.1:@PORT@/
# !echo x > /dev/tcp/127.0.0.1/@PORT@

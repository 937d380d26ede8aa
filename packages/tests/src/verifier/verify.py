"""Checks a tlog-proof of one event without any of this library: RFC 6962, RFC 8032 and the C2SP formats, by the standard library alone.

    python3 verify.py PROOF EVENT VERIFIER-KEY...

Prints `included POSITION of SIZE, signed by NAME...` and ends with 0, or says what is wrong and ends with 1.
"""

import base64
import hashlib
import sys

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


class Wrong(Exception):
    pass


def x_of(y, odd):
    """The x coordinate of a point of edwards25519 (RFC 8032 section 5.1.3)."""
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and odd):
        raise Wrong("not a point of the curve")
    return P - x if x % 2 != odd else x


def point(encoded):
    number = int.from_bytes(encoded, "little")
    y, odd = number & (2**255 - 1), number >> 255
    if y >= P:
        raise Wrong("not a point of the curve")
    x = x_of(y, odd)
    return (x, y, 1, x * y % P)


def add(a, b):
    """Extended coordinates (RFC 8032 section 5.1.4)."""
    (x1, y1, z1, t1), (x2, y2, z2, t2) = a, b
    e, f = (y1 - x1) * (y2 - x2) % P, (y1 + x1) * (y2 + x2) % P
    g, h = 2 * t1 * t2 * D % P, 2 * z1 * z2 % P
    i, j, k, m = f - e, h - g, h + g, f + e
    return (i * j % P, k * m % P, j * k % P, i * m % P)


def times(n, a):
    total = (0, 1, 1, 0)
    while n:
        if n & 1:
            total = add(total, a)
        a = add(a, a)
        n >>= 1
    return total


BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def signed_by(public, message, signature):
    if len(signature) != 64:
        return False
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    if s >= ORDER:
        return False
    h = int.from_bytes(hashlib.sha512(r + public + message).digest(), "little") % ORDER
    left, right = times(s, BASE), add(point(r), times(h, point(public)))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


def leaf_hash(data):
    return hashlib.sha256(b"\0" + data).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def split_at(size):
    k = 1
    while 2 * k < size:
        k *= 2
    return k


def root_of(leaf, index, size, path):
    """By the recursion of RFC 6962 section 2.1.1, read from the root down: the other way round than the library does it."""
    if size == 1:
        if path:
            raise Wrong("the proof is too long")
        return leaf
    if not path:
        raise Wrong("the proof is too short")
    k = split_at(size)
    if index < k:
        return node_hash(root_of(leaf, index, k, path[:-1]), path[-1])
    return node_hash(path[-1], root_of(leaf, index - k, size - k, path[:-1]))


def key_of(text):
    name, key_id, encoded = text.split("+", 2)
    data = base64.b64decode(encoded, validate=True)
    if hashlib.sha256(name.encode() + b"\n" + data).digest()[:4].hex() != key_id:
        raise Wrong(f"the id of key {name} does not fit")
    return name, bytes.fromhex(key_id), data[0], data[1:]


def signers(note, keys):
    body, _, signatures = note.rpartition("\n\n")
    body += "\n"
    for line in signatures.splitlines():
        dash, name, encoded = line.split(" ")
        if dash != "\u2014":
            raise Wrong("a line is not a signature")
        data = base64.b64decode(encoded, validate=True)
        for key_name, key_id, kind, public in keys:
            if (name, data[:4]) != (key_name, key_id):
                continue
            message, signature = body, data[4:]
            if kind == 4:
                message = f"cosignature/v1\ntime {int.from_bytes(signature[:8], 'big')}\n{body}"
                signature = signature[8:]
            if not signed_by(public, message.encode(), signature):
                raise Wrong(f"the signature of {name} does not fit")
            yield name


def main(proof_file, event_file, *key_texts):
    with open(proof_file, encoding="utf-8", newline="") as file:
        head, _, note = file.read().partition("\n\n")
    with open(event_file, "rb") as file:
        event = file.read().rstrip(b"\n")
    first, *lines = head.split("\n")
    if first != "c2sp.org/tlog-proof@v1" or not lines[0].startswith("index "):
        raise Wrong("not a proof")
    index, path = int(lines[0][6:]), [base64.b64decode(line, validate=True) for line in lines[1:]]
    _, size, root = note.split("\n")[:3]
    if index >= int(size):
        raise Wrong("the event lies behind the checkpoint")
    names = list(signers(note, [key_of(text) for text in key_texts]))
    if not names:
        raise Wrong("no trusted key signed")
    if root_of(leaf_hash(event), index, int(size), path) != base64.b64decode(root, validate=True):
        raise Wrong("the event is not the one of the proof")
    print(f"included {index + 1} of {size}, signed by {' '.join(names)}")


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except (Wrong, ValueError) as wrong:
        print(f"wrong: {wrong}")
        sys.exit(1)

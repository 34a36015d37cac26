"""Sealing: the few cryptographic steps of the records, each in one place: derive, wrap, seal to a person, sign."""

from __future__ import annotations

import hashlib
import hmac
import secrets

NONCE_BYTES = 12


def derive(key: bytes, purpose: str, context: bytes = b"") -> bytes:
    """A key of its own for each purpose, so that none is used twice."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    info = f"consult records {purpose}".encode() + b"\0" + context
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(key)


def wrap(key: bytes, secret: bytes, label: bytes) -> bytes:
    """Encrypt a secret under a key; `label` is bound to it and must be told again to open it."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, secret, label)


def unwrap(key: bytes, wrapped: bytes, label: bytes) -> bytes | None:
    """The secret; None where the key, the label or a byte is another."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(key).decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], label)
    except (InvalidTag, ValueError):
        return None


def new_pair() -> tuple[bytes, bytes]:
    """A person's private and public key (X25519)."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    private = X25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def seal_to(public: bytes, secret: bytes, label: bytes) -> bytes:
    """Encrypt a secret for whoever holds the private key, without their password."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    once = X25519PrivateKey.generate()
    sender = once.public_key().public_bytes_raw()
    shared = once.exchange(X25519PublicKey.from_public_bytes(public))
    return sender + wrap(derive(shared, "sealing", sender + public), secret, label)


def open_sealed(private: bytes, sealed: bytes, label: bytes) -> bytes | None:
    """The secret; None where it was sealed for somebody else or changed."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    mine = X25519PrivateKey.from_private_bytes(private)
    sender, wrapped = sealed[:32], sealed[32:]
    try:
        shared = mine.exchange(X25519PublicKey.from_public_bytes(sender))
    except ValueError:
        return None
    public = mine.public_key().public_bytes_raw()
    return unwrap(derive(shared, "sealing", sender + public), wrapped, label)


def mark(key: bytes, purpose: str, data: bytes) -> str:
    """What only a holder of the key can have written about `data` (HMAC-SHA256)."""
    return hmac.new(derive(key, purpose), data, hashlib.sha256).hexdigest()


def marked(key: bytes, purpose: str, data: bytes, found: str) -> bool:
    """Whether a mark is of this key and this data."""
    return hmac.compare_digest(mark(key, purpose, data).encode(), found.encode("utf-8", "replace"))

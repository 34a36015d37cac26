"""Minisign: key and signature files that the minisign tool reads and writes, parsed strictly.

Format: https://jedisct1.github.io/minisign/. Ed25519 over the BLAKE2b-512 of the file (algorithm "ED"), and a second
signature over the first with the trusted comment. Only this prehashed form is taken. A signature file has one
spelling: a changed bit anywhere in it, the untrusted comment included, makes another file, which is refused.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass, field

UNTRUSTED = "signature from minisign secret key"
"""What the tool writes by default; no other words are taken, for they are the one line no signature covers."""
MAX_SIGNATURE = 2048
"""Bytes of a signature file; ours have about 400."""
_COMMENT = re.compile(r"[ -~]{0,1024}")
_PREHASHED, _KEY, _CHECKSUM, _SCRYPT, _PLAIN = b"ED", b"Ed", b"B2", b"Sc", b"\0\0"
_ID, _POINT, _SIGNATURE, _SALT = 8, 32, 64, 32
_SECRET = _ID + 2 * _POINT + 32
_MOST_MEMORY = 1 << 30


class MinisignError(ValueError):
    """A key or signature that is not one, or a signature that is not of this file by this key."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """The half that verifies: an identifier of 8 bytes and a point of 32."""

    number: bytes
    point: bytes

    @property
    def id(self) -> str:
        """The identifier as the tool prints it: 16 hexadecimal digits."""
        return _spelled(self.number)

    @classmethod
    def parse(cls, text: str) -> PublicKey:
        """A key from its base64 line, or from a whole `.pub` file. Raises MinisignError."""
        lines = text.strip().splitlines()
        raw = _decode(lines[-1] if lines else "", len(_KEY) + _ID + _POINT)
        if raw[:2] != _KEY:
            raise MinisignError("not an Ed25519 public key")
        return cls(raw[2 : 2 + _ID], raw[2 + _ID :])

    def line(self) -> str:
        """The key in base64, as in the second line of a `.pub` file."""
        return _encode(_KEY + self.number + self.point)


@dataclass(frozen=True, slots=True)
class Signature:
    """A parsed signature file. `comment` is to be trusted only after `verify` or `verify_comment`."""

    number: bytes
    signature: bytes
    comment: str
    binding: bytes

    @property
    def id(self) -> str:
        """The identifier of the key that is said to have signed."""
        return _spelled(self.number)

    @classmethod
    def parse(cls, data: bytes) -> Signature:
        """The four lines of a signature file. Raises MinisignError for any other bytes than those of `file()`."""
        if len(data) > MAX_SIGNATURE:
            raise MinisignError("too long")
        try:
            lines = data.decode("ascii").split("\n")
        except UnicodeDecodeError:
            raise MinisignError("not text") from None
        if len(lines) != 5 or not lines[2].startswith("trusted comment: "):
            raise MinisignError("not a signature file")
        raw = _decode(lines[1], 2 + _ID + _SIGNATURE)
        if raw[:2] != _PREHASHED:
            raise MinisignError("not a prehashed signature")
        comment = lines[2].removeprefix("trusted comment: ")
        found = cls(raw[2 : 2 + _ID], raw[2 + _ID :], comment, _decode(lines[3], _SIGNATURE))
        if found.file() != data or not _COMMENT.fullmatch(comment):
            raise MinisignError("not a signature file")
        return found

    def file(self) -> bytes:
        """The signature file."""
        lines = (
            f"untrusted comment: {UNTRUSTED}",
            _encode(_PREHASHED + self.number + self.signature),
            f"trusted comment: {self.comment}",
            _encode(self.binding),
            "",
        )
        return "\n".join(lines).encode("ascii")

    def verify_comment(self, key: PublicKey) -> None:
        """That `key` signed this comment; says nothing of any file yet. Raises MinisignError."""
        if key.number != self.number:
            raise MinisignError("another key")
        _check(key, self.binding, self.signature + self.comment.encode("ascii"))

    def verify(self, data: bytes | bytearray, key: PublicKey) -> None:
        """That `key` signed exactly these bytes and this comment. Raises MinisignError."""
        self.verify_comment(key)
        _check(key, self.signature, hashlib.blake2b(data).digest())


@dataclass(frozen=True, slots=True)
class SecretKey:
    """The half that signs; never shown."""

    number: bytes
    seed: bytes = field(repr=False)

    @property
    def public(self) -> PublicKey:
        """The other half."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        point = Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()
        return PublicKey(self.number, point)

    @classmethod
    def parse(cls, text: str, password: str | None = None) -> SecretKey:
        """A key from a secret-key file. Raises MinisignError, also for a wrong or missing password."""
        lines = text.strip().splitlines()
        raw = _decode(lines[-1] if lines else "", 6 + _SALT + 16 + _SECRET)
        algorithm, derivation, checksum = raw[:2], raw[2:4], raw[4:6]
        if algorithm != _KEY or checksum != _CHECKSUM or derivation not in (_SCRYPT, _PLAIN):
            raise MinisignError("not a secret key")
        head = 6 + _SALT
        hidden = raw[head + 16 :]
        if derivation == _SCRYPT:
            if password is None:
                raise MinisignError("the key needs a password")
            operations = int.from_bytes(raw[head : head + 8], "little")
            memory = int.from_bytes(raw[head + 8 : head + 16], "little")
            hidden = _mask(hidden, password, raw[6:head], operations, memory)
        number, seed, point = hidden[:_ID], hidden[_ID : _ID + _POINT], hidden[_ID + _POINT : -32]
        key = cls(number, seed)
        if hidden[-32:] != _sum(number, seed, point) or key.public.point != point:
            raise MinisignError("a wrong password, or a damaged key")
        return key

    @staticmethod
    def is_locked(text: str) -> bool:
        """Whether a secret-key file asks for a password. Raises MinisignError for what is none."""
        lines = text.strip().splitlines()
        return _decode(lines[-1] if lines else "", 6 + _SALT + 16 + _SECRET)[2:4] == _SCRYPT

    def line(self) -> str:
        """The key without a password in base64, as in the second line of a secret-key file (`minisign -G -W`)."""
        point = self.public.point
        open_part = self.number + self.seed + point + _sum(self.number, self.seed, point)
        return _encode(_KEY + _PLAIN + _CHECKSUM + bytes(_SALT + 16) + open_part)

    def sign(self, data: bytes, comment: str) -> Signature:
        """Sign these bytes with a trusted comment of printable ASCII. Raises MinisignError for another comment."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        if not _COMMENT.fullmatch(comment):
            raise MinisignError("the comment must be one line of printable ASCII")
        key = Ed25519PrivateKey.from_private_bytes(self.seed)
        signature = key.sign(hashlib.blake2b(data).digest())
        return Signature(self.number, signature, comment, key.sign(signature + comment.encode("ascii")))


def _check(key: PublicKey, signature: bytes, message: bytes) -> None:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(key.point).verify(signature, message)
    except (InvalidSignature, ValueError):
        raise MinisignError("the signature does not fit") from None


def _sum(number: bytes, seed: bytes, point: bytes) -> bytes:
    return hashlib.blake2b(_KEY + number + seed + point, digest_size=32).digest()


def _mask(hidden: bytes, password: str, salt: bytes, operations: int, memory: int) -> bytes:
    """The hidden part opened (or closed) by a password: scrypt with the parameters libsodium derives from limits."""
    if memory > _MOST_MEMORY:
        raise MinisignError("the key asks for more than 1 GiB of memory")
    operations = max(operations, 32768)
    rounds = 8
    if operations < memory // 32:
        parallel, most = 1, operations // (rounds * 4)
    else:
        parallel, most = 0, memory // (rounds * 128)
    power = next((n for n in range(1, 63) if 1 << n > most // 2), 0)
    if not parallel:
        parallel = min(operations // 4 // (1 << power), 0x3FFFFFFF) // rounds
    try:
        stream = hashlib.scrypt(
            password.encode(),
            salt=salt,
            n=1 << power,
            r=rounds,
            p=parallel,
            maxmem=_MOST_MEMORY + (64 << 20),
            dklen=len(hidden),
        )
    except ValueError:
        raise MinisignError("the key asks for an impossible derivation") from None
    return bytes(a ^ b for a, b in zip(hidden, stream, strict=True))


def _spelled(number: bytes) -> str:
    return f"{int.from_bytes(number, 'little'):016X}"


def _encode(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _decode(line: str, length: int) -> bytes:
    try:
        raw = base64.b64decode(line, validate=True)
    except (binascii.Error, ValueError):
        raise MinisignError("not base64") from None
    if len(raw) != length or _encode(raw) != line:
        raise MinisignError("not a key or signature")
    return raw

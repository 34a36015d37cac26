"""Signatures: readable by minisign and nothing else taken; every changed bit is refused before SQLite is opened."""

from __future__ import annotations

import base64
import hashlib
import os
import random
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from consult.catalog import Signer
from consult.errors import CatalogError
from db import keys
from db.build import main as build
from db.catalog import load
from db.keys import Key, Keyring, keyring
from db.minisign import MAX_SIGNATURE, MinisignError, PublicKey, SecretKey, Signature
from db.sign import development_key, unlock
from db.sign import main as sign
from db.signed import Sealed, check, read_pair, read_update
from resources import path

FLIPS = 20_000
SHARE = 400
"""Flips of the catalogue itself in the ordinary run; each hashes the whole file."""
OTHER = SecretKey(b"\x01" * 8, b"\x02" * 32)

TOOL_KEY = "RWRHYSl1cjg5Vas/8weQXx4vrcGv8zL8nblfdXqv1sFum12BLkX7EKj2"
TOOL_FILE = b"Signed by the minisign tool, version 0.11.\n"
TOOL_SIGNATURE = (
    b"untrusted comment: signature from minisign secret key\n"
    b"RURHYSl1cjg5Vd8dx6j35I+6HLlcDAGQ6GDB2WhYHQ9ZLFEcS82GCP7PhHOa4GCae/ClX+TzKmuRlN0B2IDGRouIF8SmdVMs3w8=\n"
    b"trusted comment: made for our tests\n"
    b"C66D3GZztopdLamQBJLqtvrjSi7QLMXs9jsjguYIP0f5syoRiKsL1LeymoUGWRS1jh4AyoAD3JetAuqvI+YqCA==\n"
)
"""What minisign 0.11 wrote for this file with this key."""


@pytest.fixture(scope="module")
def built() -> Sealed:
    return read_pair(path("catalog.sqlite"))


@pytest.fixture
def no_sqlite(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on SQLite cannot be opened at all."""

    def connect(*_arguments: object, **_settings: object) -> None:
        pytest.fail("SQLite was asked before the signature held")

    monkeypatch.setattr(sqlite3, "connect", connect)


def code(sealed: Sealed, ring: Keyring | None = None) -> str:
    with pytest.raises(CatalogError) as caught:
        load(sealed, ring or keyring())
    return caught.value.code


# -- every bit -------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("no_sqlite")
def test_every_bit_of_the_signature_file(built: Sealed) -> None:
    ring = keyring()
    for bit in range(8 * len(built.signature)):
        changed = bytearray(built.signature)
        changed[bit // 8] ^= 1 << bit % 8
        assert code(replace(built, signature=bytes(changed)), ring) in (
            "catalog_changed",
            "catalog_key_unknown",
        )


@pytest.mark.timeout(900)
@pytest.mark.usefixtures("no_sqlite")
def test_changed_bits_of_the_catalogue(built: Sealed) -> None:
    """400 in the ordinary run, 20,000 with CONSULT_SOAK=1: single bits, and whole bytes replaced."""
    chance = random.Random(20_261_123)
    ring, data = keyring(), bytearray(built.data)
    sealed = Sealed(data, built.signature, built.name)  # type: ignore[arg-type]  # changed in place, not copied
    for _flip in range(FLIPS if os.environ.get("CONSULT_SOAK") else SHARE):
        place = chance.randrange(len(data))
        before = data[place]
        data[place] ^= 1 << chance.randrange(8) if chance.random() < 0.5 else chance.randrange(1, 256)
        with pytest.raises(CatalogError) as caught:
            check(sealed, ring)
        assert caught.value.code == "catalog_changed"
        data[place] = before
    check(sealed, ring)


def _appended(sealed: Sealed) -> Sealed:
    return replace(sealed, data=sealed.data + b"\0")


def _cut(sealed: Sealed) -> Sealed:
    return replace(sealed, data=sealed.data[:-1])


def _empty(sealed: Sealed) -> Sealed:
    return replace(sealed, data=b"")


def _swapped_signature(sealed: Sealed) -> Sealed:
    """A good signature by the same key with the same comment, of another file."""
    said = Signature.parse(sealed.signature).comment
    return replace(sealed, signature=development_key().sign(b"another file", said).file())


def _swapped_halves(sealed: Sealed) -> Sealed:
    """This file's signature with the comment and binding of another good signature."""
    own = Signature.parse(sealed.signature)
    other = development_key().sign(b"another file", own.comment.replace("sequence:1", "sequence:9"))
    return replace(sealed, signature=replace(other, signature=own.signature).file())


def _edited_comment(sealed: Sealed) -> Sealed:
    return replace(sealed, signature=sealed.signature.replace(b"sequence:1", b"sequence:2"))


def _other_words_first(sealed: Sealed) -> Sealed:
    return replace(sealed, signature=sealed.signature.replace(b"from minisign", b"from a friend"))


def _longer_signature(sealed: Sealed) -> Sealed:
    return replace(sealed, signature=sealed.signature + b"\n")


def _other_line_ends(sealed: Sealed) -> Sealed:
    return replace(sealed, signature=sealed.signature.replace(b"\n", b"\r\n"))


def _not_prehashed(sealed: Sealed) -> Sealed:
    """The tool's older form: the signature is of the file itself, and its algorithm is spelled `Ed`."""
    key, own = development_key(), Signature.parse(sealed.signature)
    raw = b"Ed" + key.number + own.signature
    lines = sealed.signature.split(b"\n")
    return replace(sealed, signature=b"\n".join([lines[0], base64.b64encode(raw), *lines[2:]]))


def _other_comment(sealed: Sealed) -> Sealed:
    """Signed by the right key, but as something else than an edition of the catalogue."""
    return replace(sealed, signature=development_key().sign(sealed.data, "a program bundle").file())


@pytest.mark.usefixtures("no_sqlite")
@pytest.mark.parametrize(
    "damage",
    [
        _appended,
        _cut,
        _empty,
        _swapped_signature,
        _swapped_halves,
        _edited_comment,
        _other_words_first,
        _longer_signature,
        _other_line_ends,
        _not_prehashed,
        _other_comment,
    ],
)
def test_what_was_changed_is_refused(built: Sealed, damage: Callable[[Sealed], Sealed]) -> None:
    damaged = damage(built)
    assert damaged != built
    assert code(damaged) == "catalog_changed"


# -- keys --------------------------------------------------------------------------------------------------------


def signed_by(sealed: Sealed, key: SecretKey) -> Sealed:
    said = Signature.parse(sealed.signature).comment
    return replace(sealed, signature=key.sign(sealed.data, said).file())


def ring_of(key: SecretKey, *, kind: str, expires: date, development: bool) -> Keyring:
    record = keys.key(key.public.line(), kind, "Somebody", expires)
    return Keyring({record.public.id: record}, development)


FAR = date(2999, 12, 31)


@pytest.mark.usefixtures("no_sqlite")
def test_a_key_nobody_knows(built: Sealed) -> None:
    assert code(signed_by(built, OTHER)) == "catalog_key_unknown"


@pytest.mark.usefixtures("no_sqlite")
def test_a_wrong_key_under_a_known_number(built: Sealed) -> None:
    impostor = SecretKey(development_key().number, OTHER.seed)
    assert code(signed_by(built, impostor)) == "catalog_changed"


@pytest.mark.usefixtures("no_sqlite")
def test_a_release_takes_no_development_key(built: Sealed) -> None:
    assert code(built, replace(keyring(), development=False)) == "catalog_key_development"


@pytest.mark.usefixtures("no_sqlite")
def test_a_key_that_had_expired_when_the_edition_was_made(built: Sealed) -> None:
    ring = ring_of(OTHER, kind="release", expires=date(2026, 11, 22), development=False)
    assert code(signed_by(built, OTHER), ring) == "catalog_key_expired"


def test_a_release_key_on_its_last_day(built: Sealed) -> None:
    ring = ring_of(OTHER, kind="release", expires=date(2026, 11, 23), development=False)
    catalog = load(signed_by(built, OTHER), ring)
    assert catalog.signer == Signer("release", OTHER.public.id, "Somebody")
    assert catalog.signature == f"signed by Somebody, key {OTHER.public.id}"


def test_the_built_catalogue_says_development(built: Sealed) -> None:
    catalog = load(built, keyring())
    assert catalog.signature == f"development key {development_key().public.id}"
    assert catalog.sha256 == hashlib.sha256(built.data).hexdigest()


def test_the_program_knows_the_key_in_the_repository() -> None:
    public = PublicKey.parse(path("keys", "development.pub").read_text(encoding="ascii"))
    known: Key = keyring().keys[public.id]
    assert known.public == public == development_key().public
    assert known.signer.kind == "development"
    assert keys.is_development_build()


def test_a_build_without_the_marker_is_a_release(monkeypatch: pytest.MonkeyPatch, built: Sealed) -> None:
    monkeypatch.setattr(keys, "find_spec", lambda _name: None)
    assert code(built, keyring()) == "catalog_key_development"


# -- the format ----------------------------------------------------------------------------------------------------


def test_a_signature_by_the_tool() -> None:
    signature = Signature.parse(TOOL_SIGNATURE)
    signature.verify(TOOL_FILE, PublicKey.parse(TOOL_KEY))
    assert signature.comment == "made for our tests"
    assert signature.file() == TOOL_SIGNATURE


def test_a_locked_key_opens_with_its_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """libsodium's "interactive" limits (2^19 operations, 16 MiB) stand for scrypt with N 2^14, r 8, p 1."""
    plain = base64.b64decode(OTHER.line())
    salt, hidden = bytes(range(32)), plain[54:]
    stream = hashlib.scrypt(b"word", salt=salt, n=1 << 14, r=8, p=1, maxmem=1 << 26, dklen=len(hidden))
    limits = (1 << 19).to_bytes(8, "little") + (1 << 24).to_bytes(8, "little")
    masked = bytes(a ^ b for a, b in zip(hidden, stream, strict=True))
    file = tmp_path / "release.key"
    text = (
        f"untrusted comment: minisign encrypted secret key\n{_spelled(b'EdScB2' + salt + limits + masked)}\n"
    )
    file.write_text(text, encoding="ascii")
    assert SecretKey.is_locked(text)
    monkeypatch.setattr("db.sign.getpass", lambda _prompt: "word")
    assert unlock(file) == OTHER
    for password in ("", "words", None):
        with pytest.raises(MinisignError):
            SecretKey.parse(text, password)


def _spelled(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def test_an_open_key_is_read_as_it_was_written() -> None:
    assert SecretKey.parse(f"untrusted comment: a key\n{OTHER.line()}\n") == OTHER
    assert not SecretKey.is_locked(OTHER.line())
    assert "2, 2" not in repr(OTHER)
    assert repr(OTHER.seed) not in repr(OTHER)


@pytest.mark.parametrize("text", ["", "\n\n", "word", "RWQ=", "untrusted comment: x", OTHER.line()[:-4]])
def test_what_is_no_key(text: str) -> None:
    with pytest.raises(MinisignError):
        PublicKey.parse(text)
    with pytest.raises(MinisignError):
        SecretKey.parse(text)


def test_what_is_no_signature_file() -> None:
    good = OTHER.sign(b"x", "y").file()
    for bad in (
        b"",
        b"\xff" * 300,
        b"\n" * 5,
        good * 2,
        good.replace(b"trusted", b"rusted"),
        b"a" * MAX_SIGNATURE * 2,
    ):
        with pytest.raises(MinisignError):
            Signature.parse(bad)


@pytest.mark.parametrize("comment", ["two\nlines", "tab\t", "签名", "x" * 1025])
def test_a_comment_that_is_not_plain_is_not_signed(comment: str) -> None:
    with pytest.raises(MinisignError):
        OTHER.sign(b"x", comment)


# -- the release holder's tools --------------------------------------------------------------------------------------


def test_a_key_the_program_does_not_know_builds_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key, out = tmp_path / "own.key", tmp_path / "out.sqlite"
    key.write_text(f"untrusted comment: mine\n{OTHER.line()}\n", encoding="ascii")
    assert build(["--output", str(out), "--key", str(key)]) == 1
    assert OTHER.public.id in capsys.readouterr().err
    assert not out.exists()


def test_comment_sign_and_pack(tmp_path: Path, built: Sealed, capsys: pytest.CaptureFixture[str]) -> None:
    file, out = tmp_path / "catalog.sqlite", tmp_path / "new.ccat"
    file.write_bytes(built.data)
    assert sign(["comment", str(file)]) == 0
    assert capsys.readouterr().out.strip() == Signature.parse(built.signature).comment
    assert sign(["pack", str(file), "-o", str(out)]) == 1
    assert "signature is missing" in capsys.readouterr().err
    assert sign(["sign", str(file), "--key", str(path("keys", "development.key"))]) == 0
    assert sign(["pack", str(file), "-o", str(out)]) == 0
    packed = read_update(out)
    assert (packed.data, packed.signature) == (built.data, built.signature)
    file.write_bytes(built.data[:-1])
    assert sign(["pack", str(file), "-o", str(tmp_path / "bad.ccat")]) == 1
    assert "was changed" in capsys.readouterr().err
    assert not (tmp_path / "bad.ccat").exists()


def test_a_build_with_an_update_file(tmp_path: Path, built: Sealed) -> None:
    out, update = tmp_path / "out.sqlite", tmp_path / "new.ccat"
    assert build(["--output", str(out), "--update-file", str(update)]) == 0
    assert update.read_bytes() == built.signature + built.data

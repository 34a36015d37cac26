"""`python -m db.sign`: the release holder's tools: what to sign, signing, and packing an update file.

    python -m db.sign comment resources/catalog.sqlite      what to give minisign as trusted comment (-t)
    python -m db.sign sign resources/catalog.sqlite --key release.key
    python -m db.sign pack resources/catalog.sqlite -o consult-catalog-2026.12.ccat

`sign` writes what `minisign -S` writes; either will do. `pack` checks the signature first.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
from contextlib import closing
from getpass import getpass
from pathlib import Path

from consult.errors import CatalogError
from consult.phrases import Words
from db.keys import keyring
from db.minisign import MinisignError, SecretKey
from db.signed import SUFFIX, check, comment, read_pair
from resources import path


def main(arguments: list[str] | None = None) -> int:
    """Do one of the three. Returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m db.sign", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("comment", "sign", "pack"):
        command = commands.add_parser(name)
        command.add_argument("file", type=Path)
        if name == "sign":
            command.add_argument("--key", type=Path, required=True)
        if name == "pack":
            command.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args(arguments)
    try:
        if options.command == "comment":
            print(comment_of(options.file))
        elif options.command == "sign":
            signature = unlock(options.key).sign(options.file.read_bytes(), comment_of(options.file))
            options.file.with_name(options.file.name + SUFFIX).write_bytes(signature.file())
        else:
            sealed = read_pair(options.file)
            check(sealed, keyring())
            options.output.write_bytes(sealed.packed())
    except CatalogError as error:
        print(Words("en", {}).error(error), file=sys.stderr)
        return 1
    except (OSError, ValueError, KeyError, sqlite3.Error) as error:
        print(f"{options.file.name}: {error}", file=sys.stderr)
        return 1
    return 0


def comment_of(file: Path) -> str:
    """The trusted comment for a catalogue we built ourselves: read from its own meta table."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(file.read_bytes())
        meta = dict(connection.execute("SELECT key, value FROM meta").fetchall())
    return comment(meta, int(meta["schema"]))


def development_key() -> SecretKey:
    """The key that lies open in the repository; what it signs proves nothing but that nothing broke on the way."""
    return SecretKey.parse(path("keys", "development.key").read_text(encoding="ascii"))


def unlock(file: Path) -> SecretKey:
    """A secret key from its file; asks for the password where it has one. Raises MinisignError, OSError."""
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise MinisignError("not a secret key") from None
    return SecretKey.parse(text, getpass("Password: ") if SecretKey.is_locked(text) else None)


if __name__ == "__main__":
    sys.exit(main())

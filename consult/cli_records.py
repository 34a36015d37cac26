"""The command line of the records: set them up, back up, verify, restore, erase, export, list.

A password is asked for, or read from one line of standard input; never from an argument, which others can see.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from consult import __version__
from consult.clinic_report import MOST_MONTHS
from consult.phrases import Words
from consult.record_words import event_words, fault_words
from consult.records import (
    MAX_PASSWORD,
    MOST_RETENTION_YEARS,
    ROLES,
    Event,
    Fault,
    Identity,
    Person,
    RecordError,
    Role,
)

if TYPE_CHECKING:
    from consult.clinic_reports import Which
    from db.records.folder import RecordsFolder
    from db.records.store import Store

_person = click.option("--person", default="", help="Who unlocks (default: the only one there is).")
_stdin = click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
_lang = click.option("--lang", type=click.Choice(["en", "zh_CN"]), default="en", show_default=True)
_DAY = click.DateTime(["%Y-%m-%d"])
_folder = click.argument("folder", type=click.Path(path_type=Path))


@click.group()
def records() -> None:
    """The kept consultations."""


@records.command("set-up")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), default="doctor", show_default=True)
@_stdin
def set_up(name: str, role: Role, password_stdin: bool) -> None:
    """Make new records, to be unlocked by NAME; prints the recovery key, once."""
    store, key = _records().set_up(Person(name=name, role=role), _password(password_stdin, new=True))
    store.close()
    click.echo(key)


@records.command("backup")
@_folder
@_person
@_stdin
def backup(folder: Path, person: str, password_stdin: bool) -> None:
    """Back up the records into FOLDER; the backup is read back before it counts."""
    with _unlocked(person, password_stdin) as store:
        click.echo(store.back_up(folder).name)


@records.command("verify")
@click.argument("backup", required=False, type=click.Path(path_type=Path))
@_person
@_stdin
@_lang
def verify(backup: Path | None, person: str, password_stdin: bool, lang: str) -> None:
    """Check the records, or the BACKUP named: every page, row and line of the log."""
    found: tuple[Fault, ...]
    if backup is None:
        with _unlocked(person, password_stdin) as store:
            found = store.check()
    else:
        whole = backup.absolute()
        found = _records().rehearse(whole, _who(person, whole), _password(password_stdin))
    words = Words(lang, {})
    for fault in found:
        click.echo(fault_words(fault, words))
    if found:
        sys.exit(1)
    click.echo(words.say("records.whole"))


@records.command("restore")
@click.argument("backup", type=click.Path(path_type=Path))
@_person
@_stdin
def restore(backup: Path, person: str, password_stdin: bool) -> None:
    """Put the BACKUP in the place of the records, which are put aside and not removed."""
    whole = backup.absolute()
    _records().restore(whole, _who(person, whole), _password(password_stdin)).close()
    click.echo(backup.name)


@records.command("list")
@click.option("--format", "form", type=click.Choice(["csv", "xlsx"]), default="csv", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The file to write.")
@click.option("--names", is_flag=True, help="With names and birth dates, where they are kept.")
@click.option("--since", type=_DAY, default=None, help="From this day on (2026-11-23).")
@click.option("--until", type=_DAY, default=None, help="To this day.")
@_person
@_stdin
@_lang
def list_consultations(
    form: str,
    output: Path,
    names: bool,
    since: datetime | None,
    until: datetime | None,
    person: str,
    password_stdin: bool,
    lang: str,
) -> None:
    """Write a list of the consultations for a spreadsheet: code, day, plan, papers; nothing clinical."""
    from consult.consultation_list import listed, rows, titles
    from consult.summary.pdf import write_bytes
    from consult.summary.sheet import write_csv, write_xlsx

    words = Words(lang, {})
    first, last = (None if day is None else day.date() for day in (since, until))
    with _unlocked(person, password_stdin) as store:
        found = listed(store, since=first, until=last)
        heads, lines = titles(words, names=names), list(rows(found, words, names=names))
        data = write_csv(heads, lines) if form == "csv" else write_xlsx(heads, lines, words.say("list.title"))
        details = {"format": form, "names": "yes" if names else "no", "count": str(len(found))}
        store.note("export", details=details)  # before it leaves: a list nobody wrote down would be worse
        write_bytes(data, output)


@records.command("due")
@click.option(
    "--years", type=click.IntRange(1, MOST_RETENTION_YEARS), help="Instead of the limit that was set."
)
@_person
@_stdin
@_lang
def due(years: int | None, person: str, password_stdin: bool, lang: str) -> None:
    """Whom nobody has seen for longer than the clinic's limit of years; nothing is erased by this."""
    from consult.retention import seen_before

    words = Words(lang, {})
    with _unlocked(person, password_stdin) as store:
        limit = years or store.retention_years()
        if limit is None:
            click.echo(words.say("due.no_limit"))
            return
        for found in store.not_seen_since(seen_before(date.today(), limit)):
            who = found.identity
            born = "" if who.birth_date is None else who.birth_date.isoformat()
            cells = (who.code, who.name, born, str(found.consultations), found.last.isoformat())
            click.echo("\t".join(cells))


@records.command("limit")
@click.argument("years", required=False, type=click.IntRange(1, MOST_RETENTION_YEARS))
@click.option("--none", "unset", is_flag=True, help="There is no limit any more.")
@_person
@_stdin
@_lang
def limit_years(years: int | None, unset: bool, person: str, password_stdin: bool, lang: str) -> None:
    """Say, or set to YEARS, after how many years without a visit records are due to be erased."""
    if years is not None and unset:
        raise click.UsageError("either YEARS or --none")
    with _unlocked(person, password_stdin) as store:
        if years is not None or unset:
            store.set_retention_years(years)
        kept = store.retention_years()
        click.echo(Words(lang, {}).say("due.no_limit") if kept is None else kept)


@records.command("erase")
@click.argument("code")
@click.option("--again", required=True, help="The code once more, so that no slip erases anybody.")
@click.option("--reason", required=True, help="Why; it is asked for and not kept.")
@_person
@_stdin
@_lang
def erase(code: str, again: str, reason: str, person: str, password_stdin: bool, lang: str) -> None:
    """Erase all that is kept of the patient with this CODE, and say what backups still hold it."""
    from consult.retention import thinned_out_by

    if again != code:
        raise click.UsageError("--again is not the same code")
    words = Words(lang, {})
    with _unlocked(person, password_stdin) as store:
        patient = _patient(store, code)
        told = store.erasure(patient)
        shrunk = store.erase(patient, reason)
    click.echo(words.say("erase.done" if shrunk else "erase.done.large", n=1, of=1))
    if told.backups:
        newest = told.backups[0].astimezone()
        until = thinned_out_by(newest).isoformat()
        held = {"n": len(told.backups), "newest": newest.date().isoformat(), "until": until}
        click.echo(words.say("erase.backups", **held))
    else:
        click.echo(words.say("erase.no_backups"))


@records.command("export")
@click.option("--unnamed", is_flag=True, help="All cases without whose they are, a JSON line each.")
@click.option("--patient", default="", help="Everything of the patient with this code, as a ZIP for them.")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The file to write.")
@_person
@_stdin
@_lang
def export(unnamed: bool, patient: str, output: Path, person: str, password_stdin: bool, lang: str) -> None:
    """Write what leaves the records on purpose; the file is not encrypted any more."""
    from consult.summary.pdf import write_bytes

    if unnamed is bool(patient):
        raise click.UsageError("either --unnamed or --patient CODE")
    with _unlocked(person, password_stdin) as store:
        made = b"".join(store.export_unnamed()) if unnamed else store.export_person(_patient(store, patient))
        write_bytes(made, output)
    click.echo(Words(lang, {}).say("export.warning"), err=True)


@records.command("report")
@click.argument("what", type=click.Choice(["missing", "decisions"]))
@click.option("--months", type=click.IntRange(1, MOST_MONTHS), default=6, show_default=True)
@click.option(
    "--reasons", is_flag=True, help="Decisions with the reasons as written, which may name somebody."
)
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The file to write.")
@_person
@_stdin
@_lang
@click.pass_obj
def report(
    words_in: Callable[[str], Words],
    what: Which,
    months: int,
    reasons: bool,
    output: Path,
    person: str,
    password_stdin: bool,
    lang: str,
) -> None:
    """Count over the consultations kept here, as CSV: data missing most, or own decisions against the rules."""
    from consult.clinic_report import first_day, months_back
    from consult.clinic_reports import REPORTS, details
    from consult.summary.pdf import write_bytes

    if reasons and what != "decisions":
        raise click.UsageError("--reasons goes with decisions")
    words, today = words_in(lang), date.today()
    spanned = months_back(today, months)
    counted = REPORTS[what](spanned)
    with _unlocked(person, password_stdin) as store:
        for kept in store.walk(first_day(spanned), today).versions:
            counted.add(kept)
        store.note("export", details=details(what, counted, months, reasons=reasons))
        write_bytes(counted.file(words, reasons=reasons), output)
    for note in counted.notes(words):
        click.echo(note, err=True)


@records.command("people")
@_lang
def people(lang: str) -> None:
    """Who can unlock the records, with their roles."""
    from db.records.keyring import read_keyring

    words = Words(lang, {})
    for one in read_keyring(_place()).persons:
        click.echo(f"{one.name}\t{words.say(f'person.role.{one.role}')}")


@records.command("audit")
@click.option("--format", "form", type=click.Choice(["text", "fhir"]), default="text", show_default=True)
@_person
@_stdin
@_lang
def audit(form: str, person: str, password_stdin: bool, lang: str) -> None:
    """Write the log: who did what, when; no clinical value is in it."""
    from consult.audit_fhir import audit_bundle

    with _unlocked(person, password_stdin) as store:
        events: list[Event] = []
        while found := store.events(after=events[-1].number if events else 0):
            events += found
    if form == "fhir":
        click.echo(json.dumps(audit_bundle(events, program=__version__), ensure_ascii=False, indent=2))
        return
    words = Words(lang, {})
    for event in events:
        details = " ".join(f"{name}={value}" for name, value in event.details.items())
        line = (str(event.number), event.at.isoformat(timespec="seconds"), event.by)
        click.echo("\t".join((*line, event_words(event, words), event.consultation, details)))


def _place() -> Path:
    from db.folder import data_folder

    return data_folder(os.environ, Path.home()) / "records"


def _records() -> RecordsFolder:
    from db.records.folder import RecordsFolder

    return RecordsFolder(_place())


def _who(person: str, folder: Path) -> str:
    """The person named, or the only one who can open what lies in a folder."""
    from db.records.keyring import read_keyring

    names = [one.name for one in read_keyring(folder).people]
    if not person and len(names) > 1:
        raise click.UsageError("say who with --person")
    return person or names[0]


def _password(from_stdin: bool, *, new: bool = False) -> str:
    if not from_stdin:
        asked: str = click.prompt("Password", hide_input=True, confirmation_prompt=new, err=True)
        return asked
    if sys.stdin is None:
        raise RecordError("wrong_password")
    # Bytes that are no characters stay what they are, and are refused as a password.
    return sys.stdin.buffer.readline(16 * MAX_PASSWORD).decode("utf-8", "surrogateescape").rstrip("\r\n")


def _patient(store: Store, code: str) -> str:
    """The one patient with exactly this code. Raises RecordError where there is none, or more than one."""
    found = [one.patient for one in store.same(Identity(code=code)) if one.identity.code == code]
    if len(found) != 1:
        raise RecordError("code_of_several" if found else "no_patient", of=code)
    return found[0]


@contextmanager
def _unlocked(person: str, from_stdin: bool) -> Iterator[Store]:
    """The records, unlocked; what was found wrong with them is said on standard error."""
    who = _who(person, _place())
    store = _records().unlock(who, _password(from_stdin))
    try:
        for fault in store.warnings:
            click.echo(fault_words(fault, Words("en", {})), err=True)
        yield store
    finally:
        store.close()

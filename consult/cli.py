"""The command line: the composition root without a window; assess, summary, window, catalog, records, import."""

from __future__ import annotations

import gc
import json
import math
import os
import sys
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from consult import __version__
from consult.errors import CatalogError, ConsultError, InputError, OutputError
from consult.hcc.dated import STALE_AFTER_DAYS
from consult.hcc.declared import DECLARED
from consult.hcc.schema import SCHEMA
from consult.log_line import fault, refused
from consult.names import DEFAULT_GUIDELINE, SIZES
from consult.patient import MAX_JSON_BYTES
from consult.phrases import Words
from consult.preferences import THEMES
from consult.terminal import choose_platform, speak_plainly, use_utf8
from consult.vocabulary import LANGUAGES

if TYPE_CHECKING:
    from consult.assess import Assessment, Knowledge
    from consult.case_file import CaseFile
    from consult.clinic import Clinic, ClinicOn
    from consult.names import Size
    from consult.patient import Patient
    from consult.problem_report import Surroundings
    from consult.summary.papers import Kind
    from db.clinic_file import ClinicFile
    from db.editions import Editions
    from db.log import LogFile

_LANGUAGE = click.Choice(LANGUAGES)
_DAYS = click.IntRange(1, 3650)
CASE_FILES = (".json", ".pdf")
"""How the names of case files end, and of papers that carry their case."""
_LONGEST_LINE = 4096
"""Bytes read of a password: more than any may have, so that what is too long is seen to be."""
_clinic_option = click.option(
    "--clinic",
    type=click.Path(path_type=Path),
    help="The clinic's own details (default: clinic.json in the data folder, if it is there).",
)


def _stale_options(command: Callable[..., None]) -> Callable[..., None]:
    """Adds the options that say after how many days a value is marked as stale."""
    for kind, days in reversed(tuple(STALE_AFTER_DAYS.items())):
        option = click.option(
            f"--stale-{kind}",
            type=_DAYS,
            default=days,
            show_default=True,
            help=f"Days after which {kind} values are marked as stale.",
        )
        command = option(command)
    return command


class _Plain(click.Group):
    """Turns a ConsultError into one sentence on standard error and exit code 1; a fault of ours into one line.

    A trace would quote the message of the exception, and with it what a patient's file held.
    """

    def main(self, args: Sequence[str] | None = None, *more: Any, **named: Any) -> Any:
        if args is None:  # as a program of its own, and not called by a test
            use_utf8()
        speak_plainly()
        return super().main(args, *more, **named)

    def list_commands(self, context: click.Context) -> list[str]:
        return sorted([*super().list_commands(context), "records"])

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """The commands of the records are read when they are asked for: the window starts without them."""
        if name != "records":
            return super().get_command(context, name)
        from consult.cli_records import records

        return records

    def resolve_command(
        self, context: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """A file alone opens the window with it: that is how desktops start a program on a double click."""
        if self.get_command(context, args[0]) is None and args[0].lower().endswith(CASE_FILES):
            return "window", window, ["--open", *args]
        return super().resolve_command(context, args)

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except BrokenPipeError:
            sys.stderr.close()  # the reader has gone; say nothing more
            context.exit(1)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            tell(error)
            context.exit(1)


def tell(error: Exception) -> None:
    """Say on standard error what ended the program: a problem in its words, a fault of ours as one line."""
    if not isinstance(error, ConsultError):
        line = fault(type(error), error, error.__traceback__)
        _log().note(line)
        error = ConsultError("program_fault", what=line.said())
    elif isinstance(error, CatalogError):
        _log().note(refused("catalogue_refused", error))
    click.echo(Words("en", DECLARED).error(error), err=True)


@click.group(
    cls=_Plain, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, prog_name="consult")
@click.pass_context
def main(context: click.Context) -> None:
    """Compare the treatments of liver cancer for one patient. Without a command, opens the window."""
    context.obj = _words
    if context.invoked_subcommand is None:
        context.invoke(window)


@main.command()
@click.argument("file")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "record"]), default="text", show_default=True
)
@click.option("--batch", is_flag=True, help="FILE is JSON Lines; write one JSON line per input line.")
@click.option("--guideline", default=DEFAULT_GUIDELINE, show_default=True, help="The guideline that leads.")
@click.option("--lang", type=_LANGUAGE, default="en", show_default=True)
@_clinic_option
@_stale_options
def assess(
    file: str, form: str, batch: bool, guideline: str, lang: str, clinic: Path | None, **stale: int
) -> None:
    """Assess the JSON patient in FILE ('-' is standard input)."""
    knowledge = _knowledge()
    _check_guideline(knowledge, guideline)
    local = _local(clinic, knowledge, date.today())
    if batch:
        _assess_lines(file, knowledge, guideline, lang, _limits(stale), local)
        return
    case = _read_case(file, knowledge)
    assessment = _assess(case.patient, knowledge, guideline, date.today(), _limits(stale), local)
    words = Words(lang, DECLARED, knowledge.catalog)
    if form == "json":
        from consult.report import document

        result = document(case.patient, assessment, knowledge, words, case.consultation)
        with _writing():
            sys.stdout.buffer.write(json.dumps(result, ensure_ascii=False, indent=2).encode() + b"\n")
        return
    if form == "record":
        from consult.summary.record import text_record

        with _writing():
            click.echo(
                text_record(
                    case.patient,
                    assessment,
                    words,
                    today=date.today(),
                    program_version=__version__,
                    said=case.consultation,
                )
            )
        return
    from consult.summary.text import text_report

    with _writing():
        click.echo(
            text_report(
                case.patient,
                assessment,
                words,
                knowledge,
                today=date.today(),
                consultation=case.consultation,
            )
        )


@main.command()
@click.argument("file")
@click.option("--kind", type=click.Choice(["doctor", "patient", "board"]), required=True)
@click.option("--lang", type=_LANGUAGE, default="en", show_default=True)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="The file to write: PDF, or HTML by its name (.html).",
)
@click.option("--guideline", default=DEFAULT_GUIDELINE, show_default=True, help="The guideline that leads.")
@click.option(
    "--paper", type=click.Choice(SIZES), default="a4", show_default=True, help="The sheet it is set on."
)
@click.option("--date", "day", help="Date printed on the paper and counted from (default: today).")
@click.option(
    "--password-stdin", is_flag=True, help="Encrypt it (AES-256): the password is a line on standard input."
)
@_clinic_option
@_stale_options
def summary(
    file: str,
    kind: Kind,
    lang: str,
    output: Path,
    guideline: str,
    paper: Size,
    day: str | None,
    password_stdin: bool,
    clinic: Path | None,
    **stale: int,
) -> None:
    """Write a summary of the JSON patient in FILE as PDF, or as one HTML file without anything that acts."""
    from consult.hcc.complexity import complexity
    from consult.summary.attachment import attached
    from consult.summary.html import render_html
    from consult.summary.papers import Wanted
    from consult.summary.papers import paper as make
    from consult.summary.pdf import render_pdf, write_bytes

    password = _password(file, password_stdin)
    knowledge = _knowledge()
    _check_guideline(knowledge, guideline)
    case = _read_case(file, knowledge)
    today = date.today() if day is None else _date(day)
    local = _local(clinic, knowledge, today)
    assessment = _assess(case.patient, knowledge, guideline, today, _limits(stale), local)
    words = Words(lang, DECLARED, knowledge.catalog)
    made = make(
        Wanted(kind, lang, paper),
        case.patient,
        assessment,
        words,
        knowledge,
        today=today,
        program_version=__version__,
        said=case.consultation,
        complexity=complexity(assessment),
    )
    if output.suffix.lower() in (".html", ".htm"):
        if password is not None:
            raise click.UsageError("Only a PDF can have a password.")
        write_bytes(render_html(made), output)
        return
    data = render_pdf(made, attached(kind, case.patient, case.consultation, assessment, knowledge, words))
    if password is not None:
        from consult.summary.pdf_password import protect

        data = protect(data, password)
    write_bytes(data, output)


@main.command()
@click.option("--open", "file", help="Open the case in FILE: a JSON patient, or a PDF that carries its case.")
@click.option("--grab", type=click.Path(path_type=Path), help="Draw the window, save the picture and end.")
@click.option("--size", default="1366x768", show_default=True, help="Size of the window, WxH.")
@click.option("--lang", type=_LANGUAGE, default=None, help="Instead of the one in the settings (en).")
@click.option(
    "--theme", type=click.Choice(THEMES), default=None, help="Instead of the one in the settings (light)."
)
@click.option(
    "--view", type=click.Choice(["consult", "patient", "print"]), default="consult", show_default=True
)
@click.option("--scale", type=click.FloatRange(0.5, 4), default=None, help="Scaling, 2 is 200 %.")
@_clinic_option
@_stale_options
def window(
    file: str | None,
    grab: Path | None,
    size: str,
    lang: str | None,
    theme: str | None,
    view: str,
    scale: float | None,
    clinic: Path | None,
    **stale: int,
) -> None:
    """Open the window. With --grab it is drawn as these options say, without the user's settings."""
    width, cross, height = size.partition("x")
    digits = cross and size.isascii() and width.isdigit() and height.isdigit()
    if not (digits and 0 < int(width) <= 8192 and 0 < int(height) <= 8192):
        raise click.BadParameter("use WxH, for instance 1366x768", param_hint="--size")
    if scale is not None and math.isnan(scale):
        raise click.BadParameter("use a number from 0.5 to 4", param_hint="--scale")
    if clinic is not None and not clinic.exists():
        raise InputError("no_such_file", file=clinic.name)
    choose_platform(drawn_only=grab is not None)
    from ui import start

    run = start.read()
    case = None if file is None else _read_input(file)
    sys.exit(
        run(
            case=case,
            grab=grab,
            size=(int(width), int(height)),
            language=lang,
            theme_name=theme,
            view=view,
            scale=scale,
            stale_after=_limits({name: days for name, days in stale.items() if _is_given(name)}),
            clinic=clinic,
        )
    )


def _is_given(option: str) -> bool:
    """Whether an option was typed, and is not just its default."""
    source = click.get_current_context().get_parameter_source(option)
    return source is click.core.ParameterSource.COMMANDLINE


@main.group()
def catalog() -> None:
    """The bundled catalogue."""


@catalog.command("show")
@click.option("--marks", is_flag=True, help="The shares per mark alone, as the page of the documents.")
def catalog_show(marks: bool) -> None:
    """Edition, counts, sign-off, and the share of rows, positions and figures per verification mark."""
    from consult.summary.marks import page
    from consult.summary.text import catalog_report

    found = _knowledge().catalog
    with _writing():
        said = page(found) if marks else catalog_report(found, Words("en", DECLARED), today=date.today())
        click.echo(said, nl=not marks)


@catalog.command("verify")
def catalog_verify() -> None:
    """Check the signature of the edition in use, and read it whole."""
    used = _editions().in_use()
    if used.refused:
        raise used.refused[0]
    found = used.knowledge.catalog
    with _writing():
        click.echo(f"catalogue {found.edition}: unchanged, sha256 {found.sha256}, {found.signature}")


@catalog.command("update")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--accept", is_flag=True, help="Use this edition from now on.")
@click.option("--lang", type=_LANGUAGE, default="en", show_default=True)
def catalog_update(file: Path, accept: bool, lang: str) -> None:
    """Say what the edition in FILE would change; with --accept, use it from now on."""
    from consult.edition_words import report

    editions = _editions()
    try:
        offer = editions.offer(file, date.today())
        before, after = (Words(lang, DECLARED, edition) for edition in (offer.before, offer.after))
        if accept:
            editions.accept(offer)
    except CatalogError as error:
        words = Words(lang, DECLARED)
        kept = words.say("edition.kept", edition=editions.in_use().knowledge.catalog.edition)
        click.echo(f"{words.error(error)} {kept}", err=True)
        sys.exit(1)
    with _writing():
        click.echo(report(offer, before, after))
        done = "edition.accepted" if accept else "edition.not_accepted"
        click.echo(f"\n{after.say(done, edition=offer.after.edition)}")


@catalog.command("rollback")
@click.option("--lang", type=_LANGUAGE, default="en", show_default=True)
def catalog_rollback(lang: str) -> None:
    """Go back to the edition before the one in use."""
    catalog = _editions().roll_back().catalog
    with _writing():
        click.echo(Words(lang, DECLARED).say("edition.accepted", edition=catalog.edition))


@catalog.command("export")
@click.option("--lang", type=_LANGUAGE, default="en", show_default=True)
@click.option("--format", "form", type=click.Choice(["html", "pdf"]), default="html", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The file to write.")
def catalog_export(lang: str, form: str, output: Path) -> None:
    """Write the rule book: the whole catalogue in words, to read, print, check and sign."""
    from consult.hcc.derive import derive
    from consult.summary.book import rule_book
    from consult.summary.book_back import Scored
    from consult.summary.html import render_html
    from consult.summary.pdf import render_pdf, write_bytes

    found = _knowledge().catalog
    results = derive(SCHEMA.empty()).results.values()
    made = rule_book(
        found,
        Words(lang, DECLARED, found),
        DECLARED,
        scores=[Scored(r.item, r.source, "unverified_rule" in r.flags) for r in results],
        program_version=__version__,
    )
    write_bytes(render_html(made) if form == "html" else render_pdf(made), output)


@main.command("import")
@click.argument("file")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The file to write (default: standard output)."
)
@click.option("--password-stdin", is_flag=True, help="The PDF's password is a line on standard input.")
def import_file(file: str, output: Path | None, password_stdin: bool) -> None:
    """Read the case in FILE, a case file or a PDF that carries its case, and write it as a case file."""
    from consult.case_file import case_document

    password = _password(file, password_stdin)
    case = _read_input(file, _knowledge(), password or "")
    document = case_document(case.patient, case.consultation)
    written = json.dumps(document, ensure_ascii=False, indent=2).encode() + b"\n"
    if output is not None:
        from consult.summary.pdf import write_bytes

        write_bytes(written, output)
        return
    with _writing():
        sys.stdout.buffer.write(written)


@main.command("self-check")
def self_check() -> None:
    """Check fonts, catalogue, scores, a PDF and a painted window on this machine."""
    from ui.app import self_check as check

    failures = 0
    for name, problem in check():
        click.echo(
            f"{'ok' if problem is None else 'FAILED'}  {name}{'' if problem is None else ': ' + problem}"
        )
        failures += problem is not None
    sys.exit(1 if failures else 0)


@main.command("problem-report")
@click.option("--lang", type=_LANGUAGE, default="en", show_default=True)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The file to write (default: standard output)."
)
def problem_report(lang: str, output: Path | None) -> None:
    """Write what whoever mends the program needs: versions, states, lines of its log; nothing of a patient."""
    from datetime import UTC, datetime

    from consult import problem_report as report

    log = _log()
    said = report.problem_report(
        _surroundings(lang, log), log.lines(), Words(lang, DECLARED), at=datetime.now(UTC)
    )
    if output is not None:
        from consult.summary.pdf import write_bytes

        write_bytes(said.encode(), output)
        return
    with _writing():
        click.echo(said, nl=False)


def _surroundings(lang: str, log: LogFile) -> Surroundings:
    """Without a window there is no screen, and the known cases were not tried."""
    import platform
    from importlib.metadata import PackageNotFoundError, version

    from consult.problem_report import NOT_KNOWN, Surroundings, system
    from db.manifest import state
    from resources import bundle

    catalogue, sha256, signature, qt = NOT_KNOWN, NOT_KNOWN, NOT_KNOWN, NOT_KNOWN
    try:
        held = _editions().in_use().knowledge.catalog
        catalogue, sha256 = held.edition, held.sha256
        signature = NOT_KNOWN if held.signer is None else held.signer.kind
    except ConsultError as error:
        catalogue = error.code
    with suppress(PackageNotFoundError):
        qt = version("PySide6-Essentials")
    return Surroundings(
        program=__version__,
        catalogue=catalogue,
        sha256=sha256,
        signature=signature,
        python=platform.python_version(),
        qt=qt,
        system=system(),
        screen=NOT_KNOWN,
        language=lang,
        theme=NOT_KNOWN,
        known_cases=NOT_KNOWN,
        files=state(bundle()),
        log=f"{log.size} B",
    )


def _log() -> LogFile:
    """The log of this user's program: commands note in it what failed, not that they ran."""
    from db.folder import data_folder
    from db.log import LogFile

    return LogFile(data_folder(os.environ, Path.home()))


def _editions() -> Editions:
    from db.editions import Editions
    from db.folder import data_folder
    from resources import path

    return Editions(path("catalog.sqlite"), data_folder(os.environ, Path.home()) / "editions")


def _knowledge() -> Knowledge:
    """Of the edition in use; an accepted one that could not be used is said on standard error."""
    used = _editions().in_use()
    words = Words("en", DECLARED)
    for error in used.refused:
        kept = words.say("edition.kept", edition=used.knowledge.catalog.edition)
        click.echo(f"{words.error(error)} {kept}", err=True)
    return used.knowledge


def _words(lang: str) -> Words:
    """With the names of fields and treatments, for commands that know neither."""
    return Words(lang, DECLARED, _knowledge().catalog)


def _local(named: Path | None, knowledge: Knowledge, today: date) -> ClinicOn | None:
    """The clinic's layer. One named and not usable is an error; the one of the data folder is said and left out."""
    from consult.clinic import ClinicError, ClinicOn

    words, file = Words("en", DECLARED), _clinic_file(named)
    try:
        clinic: Clinic | None = file.read()
    except ClinicError as error:
        if named is not None:
            raise
        click.echo(f"{words.error(error)} {words.say('clinic.without')}", err=True)
        return None
    if clinic is None:
        if named is not None:
            raise ClinicError("no_such_file", file=file.name)
        return None
    unknown = clinic.unknown(knowledge.catalog.treatments)
    if unknown:
        click.echo(words.say("clinic.unknown", file=file.name, names=", ".join(unknown)), err=True)
    return ClinicOn(clinic, today, declared=DECLARED)


def _clinic_file(named: Path | None) -> ClinicFile:
    from db.clinic_file import NAME, ClinicFile
    from db.folder import data_folder

    return ClinicFile(data_folder(os.environ, Path.home()) / NAME if named is None else named)


def _check_guideline(knowledge: Knowledge, guideline: str) -> None:
    members = [g.id for g in knowledge.catalog.selectable()]
    if guideline not in members:
        raise ConsultError("no_such_guideline", guideline=guideline[:60], members=", ".join(members))


def _limits(options: Mapping[str, int]) -> Mapping[str, int]:
    """Days after which a kind of value is stale, from the options that `_stale_options` added."""
    return {kind: options[f"stale_{kind}"] for kind in STALE_AFTER_DAYS if f"stale_{kind}" in options}


def _assess(
    patient: Patient,
    knowledge: Knowledge,
    guideline: str,
    today: date,
    stale_after: Mapping[str, int],
    local: ClinicOn | None,
) -> Assessment:
    from consult.hcc.checks import refuse_conflicts
    from consult.hcc.derive import derive

    facts = derive(patient, today=today, stale_after=stale_after)
    refuse_conflicts(facts.warnings)
    return knowledge.assess(facts, guideline, local=local)


def _read_case(file: str, knowledge: Knowledge | None = None) -> CaseFile:
    from consult.case_file import read_case

    with _open(file) as stream, _readable(file):
        data = stream.read(MAX_JSON_BYTES + 1)
    return read_case(data, SCHEMA, today=date.today(), treatments=_held(knowledge))


def _read_input(file: str, knowledge: Knowledge | None = None, password: str = "") -> CaseFile:
    """The case in a case file or in a paper that carries it."""
    from consult.case_input import bounded, read_input

    with _open(file) as stream, _readable(file):
        data = bounded(stream)
    return read_input(data, SCHEMA, today=date.today(), treatments=_held(knowledge), password=password)


def _password(file: str, asked: bool) -> str | None:
    """The line on standard input, where one was asked for; on the command line everyone could read it."""
    if not asked:
        return None
    if file == "-":
        raise click.UsageError("FILE and the password cannot both be standard input.")
    with _open("-") as stream, _readable("-"):
        line = stream.readline(_LONGEST_LINE)
    try:
        return line.rstrip(b"\r\n").decode()
    except UnicodeDecodeError:
        raise InputError("not_utf8") from None


def _held(knowledge: Knowledge | None) -> Container[str] | None:
    """The treatments there are, where there is a catalogue to ask."""
    return None if knowledge is None else knowledge.catalog.treatments


def _open(file: str) -> BinaryIO:
    with _readable(file):
        if file == "-" and sys.stdin is None:
            raise OSError("standard input is closed")
        return sys.stdin.buffer if file == "-" else Path(file).open("rb")


@contextmanager
def _readable(file: str) -> Iterator[None]:
    """What goes wrong with FILE, on opening or while it is read, is one sentence."""
    name = Path(file).name or str(Path(file))
    try:
        yield
    except FileNotFoundError:
        raise InputError("no_such_file", file=name) from None
    except (OSError, ValueError):
        code = "is_a_folder" if os.path.isdir(Path(file)) else "cannot_read"
        raise InputError(code, file=name) from None


@contextmanager
def _writing() -> Iterator[None]:
    """Standard output that is full or closed is one sentence; a reader that has seen enough is none."""
    try:
        if sys.stdout is None:
            raise OSError("standard output is closed")
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError:
        sys.stdout = None  # or Python tries again, and complains again, at its end
        raise OutputError("cannot_write", file="standard output", why="no space or closed") from None


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter("use a date such as 2026-11-23", param_hint="--date") from None


def _lines(file: str) -> Iterator[bytes]:
    """Lines of at most 1 MiB; a longer one comes out cut, and is refused as too large."""
    with _open(file) as stream, _readable(file):
        while line := stream.readline(MAX_JSON_BYTES + 2):
            whole = line
            while not line.endswith(b"\n") and len(line) > MAX_JSON_BYTES:
                line = stream.readline(MAX_JSON_BYTES + 2)
                if not line:
                    break
            yield whole.rstrip(b"\r\n")


def _assess_lines(
    file: str,
    knowledge: Knowledge,
    guideline: str,
    lang: str,
    stale_after: Mapping[str, int],
    local: ClinicOn | None,
) -> None:
    """One output line per input line, in the same order; an error object for a bad line, and on."""
    from consult.case_file import read_case
    from consult.report import Writer

    words = Words(lang, DECLARED, knowledge.catalog)
    writer = Writer(knowledge, words)
    today = date.today()
    _collect_seldom()
    with _writing():
        for number, line in enumerate(_lines(file), start=1):
            try:
                case = read_case(line, SCHEMA, today=today, treatments=_held(knowledge))
                assessment = _assess(case.patient, knowledge, guideline, today, stale_after, local)
                result = writer.write(case.patient, assessment, case.consultation)
            except ConsultError as error:
                result = _error_line(number, error, words)
            sys.stdout.buffer.writelines((result, b"\n"))


def _collect_seldom() -> None:
    """The catalogue stays to the end, and a patient leaves no cycles: looking for them again and again is idle."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 50)


def _error_line(number: int, error: ConsultError, words: Words) -> bytes:
    described = {
        "line": number,
        "code": error.code,
        "field": error.values.get("field"),
        "message": words.error(error),
    }
    return json.dumps({"error": described}, ensure_ascii=False).encode()


if __name__ == "__main__":
    main()

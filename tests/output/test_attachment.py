"""What goes with a paper as a file: the case exactly, nothing with the patient's, and nothing else is read back."""

from __future__ import annotations

import json
import random
import subprocess
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from hashlib import md5
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from consult.assess import Knowledge
from consult.case_file import CaseFile, read_case
from consult.case_input import bounded, read_input
from consult.consultation import Consultation, Judgement, Plan
from consult.errors import ConsultError, InputError, OutputError
from consult.hcc.declared import DECLARED
from consult.hcc.derive import SCHEMA, derive
from consult.names import DEFAULT_GUIDELINE
from consult.patient import MAX_JSON_BYTES
from consult.phrases import Words
from consult.report import document as assessment_json
from consult.summary.attachment import MOST_BYTES, NAME, Attached, attached
from consult.summary.blocks import Document, plain
from consult.summary.papers import KINDS, Kind, Wanted, paper
from consult.summary.pdf import render_pdf
from consult.summary.pdf_attachment import MOST_PDF_BYTES, attachment_of
from consult.summary.pdf_password import LONGEST, is_fit, protect
from consult.summary.stamp import stamped
from resources import path
from tests.output.conftest import BASE, CASES, TODAY

SAID = Consultation(
    matters=("live_longer",),
    leaning=Judgement(treatment="resection", status="possible", reason="young and fit"),
    plan=Plan(kind="board", board_question="Resection or ablation?"),
    notes="for the doctor alone",
)
EXAMPLE = path("examples", "example.json")
REFUSALS = {"pdf_damaged", "pdf_no_case", "pdf_not_ours", "pdf_password_wrong"}
PASSWORD = "Zhōu 密码 1"


def made(
    knowledge: Knowledge, kind: Kind, patient: dict[str, Any], said: Consultation = SAID, language: str = "en"
) -> bytes:
    """A finished paper as the program makes it."""
    read = SCHEMA.read(patient)
    assessment = knowledge.assess(derive(read, today=TODAY), DEFAULT_GUIDELINE)
    words = Words(language, DECLARED, knowledge.catalog)
    sheet = paper(
        Wanted(kind, language),
        read,
        assessment,
        words,
        knowledge,
        today=TODAY,
        program_version="9.9.9",
        said=said,
    )
    return render_pdf(sheet, attached(kind, read, said, assessment, knowledge, words))


def opened(data: bytes, password: str = "") -> CaseFile:
    return read_input(data, SCHEMA, today=TODAY, password=password)


def code_of(run: Callable[[], object]) -> str:
    with pytest.raises(ConsultError) as caught:
        run()
    for language in ("en", "zh_CN"):
        assert Words(language, DECLARED).error(caught.value)
    return caught.value.code


def small(attached: Attached | None = None) -> bytes:
    sheet = Document(
        title="t",
        subject="s",
        language="en",
        identity=("i",),
        marks=("m",),
        provenance=("p",),
        page="{page}/{pages}",
        blocks=(plain("words"),),
    )
    return render_pdf(sheet, attached)


def carrier(data: bytes) -> bytes:
    return small(Attached(data, "about"))


def envelope(**changes: object) -> bytes:
    return json.dumps({"consult": 1, "paper": "doctor", "case": {}, "assessment": None, **changes}).encode()


def changed(data: bytes, change: Callable[[pikepdf.Pdf], object]) -> bytes:
    with pikepdf.open(BytesIO(data)) as pdf:
        change(pdf)
        out = BytesIO()
        pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()


# -- what goes with which paper ------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES)
def test_the_summary_opens_again_as_exactly_its_case(knowledge: Knowledge, case: str) -> None:
    data = made(knowledge, "doctor", CASES[case])
    assert opened(data) == CaseFile(SCHEMA.read(CASES[case]), SAID)


def test_the_example_comes_back_as_an_example(knowledge: Knowledge) -> None:
    case = read_case(EXAMPLE.read_bytes(), SCHEMA, today=TODAY)
    back = opened(made(knowledge, "doctor", case.patient.to_json(), case.consultation, "zh_CN"))
    assert back == case
    assert back.patient.value("patient_code") == "EXAMPLE-1"


def test_a_plan_still_being_written_comes_back_as_it_was(knowledge: Knowledge) -> None:
    unfinished = Consultation(plan=Plan(kind="deferred", reason="wants to think"))
    assert opened(made(knowledge, "doctor", BASE, unfinished)).consultation == unfinished


def test_the_assessment_goes_with_it(knowledge: Knowledge) -> None:
    read = SCHEMA.read(CASES["vein"])
    assessment = knowledge.assess(derive(read, today=TODAY), DEFAULT_GUIDELINE)
    words = Words("en", DECLARED, knowledge.catalog)
    found = json.loads(attachment_of(made(knowledge, "doctor", CASES["vein"])))
    assert found["assessment"] == assessment_json(read, assessment, knowledge, words, SAID)
    assert found["case"]["lesions"] == [{"size_mm": 95}]


def test_the_board_sheet_carries_what_it_prints_of_the_talk(knowledge: Knowledge) -> None:
    data = made(knowledge, "board", CASES["five"])
    back = opened(data)
    assert back.patient == SCHEMA.read(CASES["five"])
    assert back.consultation == Consultation(matters=SAID.matters, plan=SAID.plan)
    for hidden in (b"young and fit", b"for the doctor alone", b"leaning"):
        assert hidden not in attachment_of(data)
    settled = replace(SAID, plan=Plan(kind="chosen", treatments=("tace",), reason="agreed"))
    assert opened(made(knowledge, "board", BASE, settled)).consultation.plan == Plan()


def test_the_handout_carries_nothing(knowledge: Knowledge, tmp_path: Path) -> None:
    data = made(knowledge, "patient", CASES["three small"])
    assert code_of(lambda: opened(data)) == "pdf_no_case"
    with pikepdf.open(BytesIO(data)) as pdf:
        assert not {"/AF", "/Names"} & set(pdf.Root.keys()) or "/EmbeddedFiles" not in pdf.Root.get(
            "/Names", {}
        )


@pytest.mark.parametrize("kind", KINDS)
def test_other_programs_see_the_same(knowledge: Knowledge, kind: Kind, tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(made(knowledge, kind, BASE))
    listed = subprocess.run(["pdfdetach", "-list", str(file)], capture_output=True, check=True, text=True)
    names = [line.partition(": ")[2] for line in listed.stdout.splitlines()[1:]]
    assert names == ([] if kind == "patient" else [NAME])
    if names:
        out = tmp_path / "out.json"
        subprocess.run(["pdfdetach", "-save", "1", "-o", str(out), str(file)], check=True)
        assert out.read_bytes() == attachment_of(file.read_bytes())


def test_a_case_too_long_for_both_goes_without_its_assessment(knowledge: Knowledge) -> None:
    long = {**BASE, "top_concerns": "堃" * 2000, "current_medication": ["堃" * 2000] * 50}
    data = made(knowledge, "doctor", long)
    assert json.loads(attachment_of(data))["assessment"] is None
    assert opened(data).patient == SCHEMA.read(long)


def test_the_same_case_gives_the_same_bytes(knowledge: Knowledge) -> None:
    one = made(knowledge, "doctor", CASES["vein"])
    made(knowledge, "board", BASE)
    assert made(knowledge, "doctor", CASES["vein"]) == one


def test_a_reprint_carries_the_same_case(knowledge: Knowledge) -> None:
    data = made(knowledge, "doctor", CASES["five"])
    assert opened(stamped(data, "Reprint 2")) == opened(data)


# -- anything else is refused --------------------------------------------------------------------------------------


def other_name(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Names.EmbeddedFiles.Names[0] = pikepdf.String("invoice.json")


def second_file(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["second.txt"] = pikepdf.AttachedFileSpec(pdf, b"x", filename="second.txt")


def other_relation(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AF[0].AFRelationship = pikepdf.Name.Source


def other_packing(pdf: pikepdf.Pdf) -> None:
    file = pdf.Root.AF[0].EF.F
    file.write(file.read_bytes().hex().encode() + b">", filter=pikepdf.Name.ASCIIHexDecode)


def bomb(pdf: pikepdf.Pdf) -> None:
    file = pdf.Root.AF[0].EF.F
    file.write(zlib.compress(b" " * (MOST_BYTES * 40)), filter=pikepdf.Name.FlateDecode)


def cut_short(pdf: pikepdf.Pdf) -> None:
    file = pdf.Root.AF[0].EF.F
    file.write(file.read_raw_bytes()[:-3], filter=pikepdf.Name.FlateDecode)


def other_words(pdf: pikepdf.Pdf) -> None:
    file = pdf.Root.AF[0].EF.F
    file.write(envelope(case={"inr": 9}))


def loop(pdf: pikepdf.Pdf) -> None:
    tree = pdf.make_indirect(pikepdf.Dictionary())
    tree.Kids = pikepdf.Array([tree])
    pdf.Root.Names.EmbeddedFiles = tree


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (other_name, "pdf_not_ours"),
        (second_file, "pdf_not_ours"),
        (other_relation, "pdf_not_ours"),
        (other_packing, "pdf_not_ours"),
        (bomb, "too_large"),
        (cut_short, "pdf_damaged"),
        (other_words, "pdf_damaged"),
        (loop, "pdf_not_ours"),
    ],
)
def test_a_changed_paper_is_refused(change: Callable[[pikepdf.Pdf], object], code: str) -> None:
    whole = carrier(envelope())
    assert opened(whole).patient == SCHEMA.empty()
    assert code_of(lambda: opened(changed(whole, change))) == code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "pdf_damaged"),
        (b"[]", "pdf_not_ours"),
        (b"{}", "pdf_not_ours"),
        (envelope(extra=1), "pdf_not_ours"),
        (envelope(paper="patient"), "pdf_not_ours"),
        (envelope(paper=["doctor"]), "pdf_not_ours"),
        (envelope(paper={}), "pdf_not_ours"),
        (envelope(assessment=[]), "pdf_not_ours"),
        (envelope(consult=2), "pdf_other_version"),
        (envelope(consult=True), "pdf_other_version"),
        (envelope(consult="1"), "pdf_other_version"),
        (envelope(case=[]), "not_an_object"),
        (envelope(case={"nonsense": 1}), "unknown_field"),
        (envelope(case={"inr": "1.1"}), "wrong_type"),
        (envelope(case={"inr": 1e9}), "out_of_range"),
        (envelope(case={"consultation": {"plan": {"kind": "order"}}}), "not_a_member"),
        (envelope(case={}).replace(b"{}", b'{"inr": 1, "inr": 2}'), "duplicate_key"),
        (b" " * (MOST_BYTES + 1), "too_large"),
    ],
)
def test_what_is_attached_is_read_as_strictly_as_a_case_file(data: bytes, code: str) -> None:
    assert code_of(lambda: opened(carrier(data))) == code


def test_a_part_that_unpacks_to_very_much_is_refused() -> None:
    """The table of objects is unpacked before anything of ours is looked at."""
    packed = zlib.compress(bytes(100 * 1024 * 1024), 9)
    head = b"%PDF-1.7\n"
    table = (
        b"1 0 obj\n<</Type/XRef/Size 2/W[1 2 1]/Root 1 0 R/Filter/FlateDecode/Length %d>>\nstream\n"
        % len(packed)
    )
    data = head + table + packed + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(head)
    assert code_of(lambda: opened(data)) == "pdf_damaged"


def test_a_pdf_without_any_case_is_told_apart() -> None:
    assert code_of(lambda: opened(small())) == "pdf_no_case"
    assert code_of(lambda: opened(b"%PDF-1.7\n" + b"0" * MOST_PDF_BYTES)) == "pdf_too_large"
    assert code_of(lambda: opened(b"%PDF-")) == "pdf_damaged"


def test_no_more_is_read_than_is_accepted() -> None:
    assert len(bounded(BytesIO(b"{" * (3 * MAX_JSON_BYTES)))) == MAX_JSON_BYTES + 1
    assert len(bounded(BytesIO(b"%PDF-" + b"0" * (2 * MOST_PDF_BYTES)))) == MOST_PDF_BYTES + 1
    assert bounded(BytesIO(b"%PDF-1.7 short")) == b"%PDF-1.7 short"


@pytest.mark.parametrize("protected", [False, True])
def test_a_damaged_file_is_refused_or_gives_the_same_case(knowledge: Knowledge, protected: bool) -> None:
    """Cut anywhere, or with any byte other than it was: never another case, never anything but a sentence."""
    data = made(knowledge, "board", CASES["five"])
    password = PASSWORD if protected else ""
    data = protect(data, PASSWORD) if protected else data
    whole = opened(data, password)
    chance = random.Random(20261123)
    damaged = [data[: chance.randrange(5, len(data))] for _ in range(40)]
    for _ in range(80 if protected else 240):
        at = chance.randrange(5, len(data))
        damaged.append(data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :])
    for at in range(max(len(data) - 1200, 0), len(data), 40):  # the tables at the end
        damaged.append(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
    refused = 0
    for broken in damaged:
        code = ""
        try:
            assert opened(broken, password) == whole
        except InputError as error:
            code = error.code
        assert code in {"", *REFUSALS}
        refused += code != ""
    assert refused > 40


# -- password ------------------------------------------------------------------------------------------------------


def test_a_protected_paper_opens_with_its_password_alone(knowledge: Knowledge) -> None:
    data = protect(made(knowledge, "doctor", CASES["five"]), PASSWORD)
    assert code_of(lambda: opened(data)) == "pdf_password_needed"
    assert code_of(lambda: opened(data, "password")) == "pdf_password_wrong"
    assert opened(data, PASSWORD) == CaseFile(SCHEMA.read(CASES["five"]), SAID)
    for told in (b"Summary", b"Consult", b"assessment.json", b"<rdf", b"inr"):
        assert told not in data
    with pikepdf.open(BytesIO(data), password=PASSWORD) as pdf:
        assert (pdf.encryption.R, pdf.encryption.bits) == (6, 256)
        assert (
            pdf.encryption.stream_method == pdf.encryption.file_method == pikepdf._core.EncryptionMethod.aesv3
        )
        assert pdf.Root.StructTreeRoot.K.S == "/Document"


def test_poppler_opens_it_with_the_password_alone(knowledge: Knowledge, tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(protect(made(knowledge, "patient", BASE), "abc 123"))
    told = subprocess.run(
        ["pdfinfo", "-upw", "abc 123", str(file)], capture_output=True, text=True, check=True
    )
    assert "algorithm:AES-256" in told.stdout
    assert "Tagged:          yes" in told.stdout
    assert subprocess.run(["pdfinfo", str(file)], capture_output=True, check=False).returncode == 1


@pytest.mark.parametrize(
    "password", ["", "a\nb", "a\u202eb", "１２３", "e\u0301", "ﬁ", "a" * (LONGEST + 1), "密" * 43, "\ud800"]
)
def test_a_password_that_programs_read_differently_is_refused(password: str) -> None:
    assert not is_fit(password)
    with pytest.raises(OutputError) as caught:
        protect(small(), password)
    assert caught.value.code == "pdf_password_form"


@pytest.mark.parametrize(
    "password", ["a", "é", PASSWORD, "a" * LONGEST, "密" * 42, ") /Encrypt << >> %", "\U0001f600"]
)
def test_any_other_password_opens_what_it_closed(password: str) -> None:
    data = protect(carrier(envelope(case={"inr": 1.5})), password)
    assert opened(data, password).patient.value("inr") == 1.5


def test_a_password_for_an_open_file_does_no_harm() -> None:
    assert opened(carrier(envelope()), "anything").patient == SCHEMA.empty()


def test_the_sum_of_the_attachment_is_its_own() -> None:
    with pikepdf.open(BytesIO(carrier(envelope()))) as pdf:
        file = pdf.Root.AF[0].EF.F
        assert int(file.Params.Size) == len(envelope())
        assert bytes(file.Params.CheckSum) == md5(envelope(), usedforsecurity=False).digest()


def test_a_day_in_the_future_is_refused_as_in_a_case_file() -> None:
    data = carrier(envelope(case={"assessment_date": "2027-01-01"}))
    assert code_of(lambda: read_input(data, SCHEMA, today=date(2026, 11, 23))) == "bad_date"

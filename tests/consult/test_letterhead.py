"""The clinic's logo: only whole pictures of two kinds are taken, and nothing but their pixels is kept."""

from __future__ import annotations

import json
import random
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from consult.clinic import Clinic, ClinicError, read_clinic, to_document
from consult.letterhead import MAX_BYTES, MAX_KEPT_BYTES, LogoError, kept_logo, logo_of
from db.clinic_file import ClinicFile

SECRET = "GPS 39.9 N; taken by Dr Li"


def picture(kind: str = "PNG", size: tuple[int, int] = (300, 90), mode: str = "RGB", **more: object) -> bytes:
    made = Image.new(mode, size, "white" if mode != "RGBA" else (0, 0, 0, 0))
    for x in range(0, size[0], 7):
        made.putpixel((x, x % size[1]), 0 if mode in ("L", "P", "1") else tuple([10] * len(mode)))
    out = BytesIO()
    made.save(out, kind, **more)
    return out.getvalue()


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P", "1"])
def test_pictures_of_every_depth_become_opaque_pixels(mode: str) -> None:
    logo = logo_of(picture(mode=mode))
    read = Image.open(BytesIO(logo.png))
    assert (read.mode, read.format, read.size) == ("RGB", "PNG", (300, 90))
    assert (logo.wide, logo.high) == (300, 90)
    assert read.getpixel((1, 0)) == (255, 255, 255)


def test_nothing_but_pixels_is_kept() -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", SECRET)
    exif = Image.Exif()
    exif[0x010E] = SECRET
    for data in (picture(pnginfo=info, exif=exif), picture("JPEG", exif=exif, comment=SECRET.encode())):
        assert SECRET.encode() in data
        logo = logo_of(data)
        assert SECRET.encode() not in logo.png
        assert set(Image.open(BytesIO(logo.png)).info) <= {"dpi"}
    assert logo_of(picture() + b"<script>").png == logo_of(picture()).png


def test_large_pictures_are_kept_small_and_the_same_each_time() -> None:
    data = picture(size=(2000, 500))
    logo = logo_of(data)
    assert logo.wide == 640
    assert logo.high == 160
    assert len(logo.png) <= MAX_KEPT_BYTES
    assert logo_of(data) == logo


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "logo_not_a_picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "logo_not_a_picture"),
        (picture("GIF"), "logo_not_a_picture"),
        (picture("BMP"), "logo_not_a_picture"),
        (picture("TIFF"), "logo_not_a_picture"),
        (picture()[:-40], "logo_not_a_picture"),
        (picture("JPEG")[:400], "logo_not_a_picture"),
        (picture(size=(2001, 10)), "logo_too_wide"),
        (picture(size=(10, 30_000), mode="1"), "logo_too_wide"),
        (b"\x89PNG\r\n\x1a\n" + bytes(MAX_BYTES), "logo_too_large"),
    ],
)
def test_anything_else_is_refused_in_words(data: bytes, code: str) -> None:
    with pytest.raises(LogoError) as raised:
        logo_of(data)
    assert raised.value.code == code


def test_damaged_pictures_are_refused_or_whole() -> None:
    """Flipped bytes: a picture or a refusal, and never anything else."""
    dice = random.Random(7)
    for kind in ("PNG", "JPEG"):
        whole = picture(kind)
        for _try in range(150):
            data = bytearray(whole)
            for _flip in range(dice.randint(1, 4)):
                data[dice.randrange(len(data))] = dice.randrange(256)
            try:
                logo = logo_of(bytes(data))
            except LogoError:
                continue
            assert kept_logo(logo.png, logo.sha256) == logo


# -- in the clinic's layer ---------------------------------------------------------------------------------------------


def test_a_layer_with_a_logo_is_read_back_whole(tmp_path: Path) -> None:
    logo = logo_of(picture())
    clinic = Clinic(name="City Hospital", footer="Confidential", logo=logo)
    ClinicFile(tmp_path / "clinic.json").write(clinic)
    read = ClinicFile(tmp_path / "clinic.json").read()
    assert read is not None
    assert (read.name, read.footer, read.logo) == ("City Hospital", "Confidential", logo)
    assert json.loads((tmp_path / "clinic.json").read_text())["format"] == 3


def test_a_layer_without_logo_and_footer_is_written_as_before() -> None:
    assert to_document(Clinic(name="City Hospital"))["format"] == 1


def test_only_the_logos_of_this_layer_and_the_one_before_are_kept(tmp_path: Path) -> None:
    file = ClinicFile(tmp_path / "clinic.json")
    logos = [logo_of(picture(size=(100 + at, 40))) for at in range(3)]
    for logo in logos:
        file.write(Clinic(logo=logo))
    left = sorted(path.name for path in tmp_path.glob("*.png"))
    assert left == sorted(f"clinic-logo-{logo.sha256[:16]}.png" for logo in logos[1:])
    file.write(Clinic(name="City Hospital"))
    file.write(Clinic(name="City Hospital 2"))
    assert list(tmp_path.glob("*.png")) == []


@pytest.mark.parametrize("change", ["gone", "another", "no picture", "too large"])
def test_a_logo_that_is_not_the_one_named_is_left_out_and_the_layer_holds(
    tmp_path: Path, change: str
) -> None:
    logo = logo_of(picture())
    ClinicFile(tmp_path / "clinic.json").write(Clinic(name="City Hospital", logo=logo))
    (kept,) = tmp_path.glob("*.png")
    match change:
        case "gone":
            kept.unlink()
        case "another":
            kept.write_bytes(logo_of(picture(size=(50, 50))).png)
        case "no picture":
            kept.write_bytes(b"x")
        case _:
            kept.write_bytes(logo.png + bytes(MAX_KEPT_BYTES))
    read = ClinicFile(tmp_path / "clinic.json").read()
    assert read is not None
    assert (read.name, read.logo, read.logo_sha256) == ("City Hospital", None, logo.sha256)


@pytest.mark.parametrize("raw", ["", "../../etc/passwd", "A" * 64, 5, None, ["x"]])
def test_a_digest_that_is_none_is_refused(raw: object) -> None:
    data = json.dumps({"format": 3, "letterhead": {"logo": raw}}).encode()
    with pytest.raises(ClinicError) as raised:
        read_clinic(data, "clinic.json")
    assert (raised.value.code, raised.value.values["where"]) == ("clinic_logo", "letterhead.logo")

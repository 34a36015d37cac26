"""`python .ci/guide.py`: the user's guide and the administrator's as HTML and PDF, one of each a language.

Into build/guide: `guide-LANGUAGE.html` (one file with its pictures inside: no script, nothing loaded from anywhere)
and `guide-LANGUAGE.pdf` (A4, contents, page numbers, the bundled fonts). `--pictures` draws the pictures of the
pages anew instead; look at them before they are committed. `--into FOLDER` puts the guides there, as the bundle asks.
"""

from __future__ import annotations

import argparse
import base64
import re
import subprocess
import sys
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from markdown_it import MarkdownIt  # noqa: E402

from consult import __version__  # noqa: E402
from ui.guide.manual import PAGES  # noqa: E402

OUT = ROOT / "build" / "guide"
SOURCES, PICTURES, DOCS = ROOT / "resources" / "guide", ROOT / "docs" / "pictures" / "guide", ROOT / "docs"
EXAMPLE = ROOT / "resources" / "examples" / "example.json"
LANGUAGES = {"en": "administrator.md", "zh_CN": "administrator.zh_CN.md"}
"""Each with the administrator's guide in it."""
WORDS = {
    "en": ("Consult: the guide", "Contents", "Version", "Page"),
    "zh_CN": ("Consult 使用手册", "目录", "版本", "第"),
}
VIEWS = {"empty": [], "compare": ["--open"], "patient": ["--open"], "print": ["--open"]}
_COLOURS = 128
_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
_SOURCE = re.compile(r'<img src="([^"]*)"')
_HEADING = re.compile(r"<(/?)h([1-5])>")
_TITLE = re.compile(r"<h2>(.*?)</h2>", re.DOTALL)


def main() -> int:
    """Build both languages, or draw the pictures."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--pictures", action="store_true", help="draw the pictures of the pages anew")
    asked.add_argument("--into", type=Path, default=OUT, help="the folder they are written into")
    wanted = asked.parse_args()
    if wanted.pictures:
        draw_pictures()
        return 0
    into: Path = wanted.into
    into.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        made = page_of(language)
        (into / f"guide-{language}.html").write_text(made, encoding="utf-8")
        write_pdf(made, into / f"guide-{language}.pdf")
    for file in sorted(into.iterdir()):
        print(f"{file}: {file.stat().st_size // 1024} kB")
    return 0


def page_of(language: str) -> str:
    """The whole guide of a language as one HTML file."""
    title, contents, version, page = WORDS[language]
    files = [*(SOURCES / language / f"{name}.md" for name in PAGES), DOCS / LANGUAGES[language]]
    names = {file.name: file.stem.partition(".")[0] for file in files}
    chapters = [(names[file.name], chapter(file, names)) for file in files]
    listed = "".join(f'<li><a href="#{name}">{_TITLE.findall(body)[0]}</a></li>' for name, body in chapters)
    bodies = "".join(f'<section id="{name}">{body}</section>' for name, body in chapters)
    tag = language.replace("_", "-")
    # Nothing but the styles and pictures inside the file is ever loaded by a reader.
    only = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
    head = (
        f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{only}">'
        f"<title>{escape(title)}</title><style>{style(page)}</style>"
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{tag}"><head>{head}</head><body><h1>{escape(title)}</h1>'
        f"<p class='version'>{version} {escape(__version__)}</p>"
        f"<nav><h2>{contents}</h2><ol>{listed}</ol></nav>{bodies}</body></html>\n"
    )


def chapter(file: Path, names: dict[str, str]) -> str:
    """A page as a part of the whole: headings one level lower, links inside it, pictures in it."""
    made = str(MarkdownIt("commonmark", {"html": False}).enable("table").render(file.read_text("utf-8")))
    made = _HEADING.sub(lambda found: f"<{found[1]}h{int(found[2]) + 1}>", made)
    made = _SOURCE.sub(lambda found: f'<img src="{inside(file.parent / found[1])}"', made)
    return _LINK.sub(lambda found: linked(found[1], found[2], names), made)


def linked(target: str, said: str, names: dict[str, str]) -> str:
    """A link to another page of the guide; what leads out of it is only its words."""
    name = names.get(target.partition("#")[0])
    return said if name is None else f'<a href="#{name}">{said}</a>'


def inside(picture: Path) -> str:
    """A picture as the text that holds it."""
    return "data:image/png;base64," + base64.b64encode(picture.read_bytes()).decode("ascii")


def style(page: str) -> str:
    """How both forms look."""
    after = '" 页"' if page == "第" else '""'
    return (
        "body { font: 15px/1.5 'Noto Sans SC', sans-serif; color: #1b2630; max-width: 46rem; margin: 2rem auto;"
        " padding: 0 1rem; } h1 { font-size: 28px; } h2 { font-size: 22px; margin-top: 2.5rem; }"
        " h3 { font-size: 16px; margin: 1.4rem 0 .3rem; } p, ul, ol { margin: .4rem 0; }"
        " code { font: inherit; font-weight: bold; } a { color: #0b5c7a; text-decoration: none; }"
        " pre { white-space: pre-wrap; } table { border-collapse: collapse; margin: .6rem 0; }"
        " th, td { border: 1px solid #c3ccd4; padding: .25rem .6rem; text-align: left; vertical-align: top; }"
        " img { max-width: 100%; border: 1px solid #c3ccd4; } .version { color: #56646f; }"
        " @media print { body { font-size: 10.5pt; margin: 0; padding: 0; max-width: none; }"
        " nav { break-after: page; } h2 { margin-top: 22pt; } h2, h3 { break-after: avoid; }"
        " tr, img { break-inside: avoid; } nav li { margin: 2pt 0; }"
        " nav a::after { content: leader('.') target-counter(attr(href), page); } }"
        f" @page {{ size: A4; margin: 20mm 18mm; @bottom-center {{ font: 9pt 'Noto Sans SC';"
        f' content: "{page} " counter(page) {after}; }} }}'
    )


def write_pdf(html: str, file: Path) -> None:
    """The same words on A4; nothing is fetched for it but the bundled fonts and what is inside."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    fonts = ROOT / "resources" / "fonts"

    class Inside(URLFetcher):
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
            if not url.startswith(("data:", fonts.as_uri())):
                raise FatalURLFetchingError("the guide loads nothing")
            return super().fetch(url, headers)

    fetch = Inside()
    configured = FontConfiguration()
    faces = "".join(
        f"@font-face {{ font-family: 'Noto Sans SC'; font-weight: {weight};"
        f" src: url({(fonts / f'NotoSansSC-{name}.ttf').as_uri()}); }}"
        for name, weight in (("Regular", 400), ("Bold", 700))
    )
    made = HTML(string=html, url_fetcher=fetch)
    sheet = CSS(string=faces, font_config=configured, url_fetcher=fetch)
    made.write_pdf(str(file), stylesheets=[sheet], font_config=configured)


def draw_pictures() -> None:
    """What the pages show, drawn by the program itself and made small."""
    from PIL import Image

    PICTURES.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        for name, opened in VIEWS.items():
            file = PICTURES / f"{language}-{name}.png"
            view = name if name in ("patient", "print") else "consult"
            case = [str(EXAMPLE)] if opened else []
            drawn = ("--view", view, "--lang", language, "--theme", "light", "--grab", str(file))
            command = [sys.executable, "-m", "consult", "window", *opened, *case, *drawn]
            subprocess.run(command, cwd=ROOT, check=True)
            with Image.open(file) as picture:
                few = picture.convert("RGB").quantize(_COLOURS, method=Image.Quantize.MEDIANCUT)
            few.save(file, optimize=True)
            print(f"{file.relative_to(ROOT)}: {file.stat().st_size // 1024} kB")


if __name__ == "__main__":
    sys.exit(main())

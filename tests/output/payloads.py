"""Payloads: texts that try to act where they are printed: markup, scripts, PDF operators, formulas, controls."""

from __future__ import annotations

from collections.abc import Iterator

_MARKUP = (
    "<b>bold</b>",
    "<para alignment='center'>x</para>",
    "<img src='file:///etc/passwd'/>",
    "<img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<link href='cmd.exe'>x</link>",
    "<script>alert(1)</script>",
    "<svg onload=alert(1)>",
    "<iframe src='//x'></iframe>",
    "<onDraw name='f' label='x'/>",
    "<font name='Courier' color='red'>x</font>",
    "<seq id='a'/>",
    "<bullet>x</bullet>",
    "<evalexpr expr='1+1'/>",
    "<![CDATA[<b>x</b>]]>",
    "<?xml version='1.0'?>",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
    "&lt;b&gt;&amp;&#x41;&nbsp;",
    "</body></html>",
    "<style>*{display:none}</style>",
)
_PDF = (
    ") Tj ET Q q BT (x",
    "(x) Tj",
    "endstream endobj 9 0 obj << /S /JavaScript /JS (app.alert(1)) >> endobj",
    "/OpenAction << /S /Launch /F (cmd.exe) >>",
    "/AA << /O << /S /URI /URI (x) >> >>",
    "<< /Type /EmbeddedFile >>",
    "xref 0 1 trailer << /Root 1 0 R >> %%EOF",
    "\\) \\( \\\\ \\n \\101",
    "\\u0000 \\x00",
    "stream\r\nx\r\nendstream",
)
_FORMULA = (
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "=HYPERLINK(0)",
    "\t=1+1",
    "\r=1+1",
    "'=1+1",
    '"=1+1"',
    "=1+1;",
)
_TEMPLATE = (
    "{page}",
    "{0}",
    "{{7*7}}",
    "{x!r}",
    "{__class__}",
    "%s %d %(a)s",
    "${jndi:ldap}",
    "$(id)",
    "`id`",
    "'; DROP TABLE patients; --",
    '" OR 1=1 --',
    "../../../etc/passwd",
    "C:\\Windows\\system32",
    "CON",
    "file:///etc/passwd",
    "mailto:x@y",
    "javascript:alert(1)",
    "data:text/html,x",
)
_DIRECTIONS = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u200e\u200f\u061c"
_CONTROLS = "\x00\x07\x08\x0b\x0c\x1b\x7f\x85\u2028\u2029\ufeff\u00ad\u200b\u200d\ufe0f\U000e0041\ud800"
_SHAPES = (
    "A" * 200,
    "字" * 200,
    "e\u0301" * 60,
    "Z" + "\u0336" * 60,
    "\U0001f600" * 20,
    "مرحبا",
    "ﷺ" * 20,
    "𝔘𝔫𝔦𝔠𝔬𝔡𝔢",
    "喆堃翀璟",
    "ｆｕｌｌ　ｗｉｄｔｈ",
)


def payloads() -> Iterator[str]:
    """More than 500 texts, each once: every one alone, then inside words, at their ends, in Chinese and doubled."""
    alone = [*_MARKUP, *_PDF, *_FORMULA, *_TEMPLATE, *_SHAPES]
    alone += [f"a{mark}b" for mark in _DIRECTIONS + _CONTROLS]
    made = dict.fromkeys(alone)
    for text in alone:
        made.update(
            dict.fromkeys(
                (f"x {text} y", f"{text}{text}", f"肝{text}癌", f"{text}\n{text}", f"“{text}”", f"<{text}>")
            )
        )
    yield from made

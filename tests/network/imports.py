"""Imports: every module that a tree of source imports, wherever in it and however it is said."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
OURS = ("consult", "db", "ui", "resources")
SPEAKERS = frozenset(
    {
        *(
            "aiohttp",
            "asyncio",
            "asyncore",
            "asynchat",
            "certifi",
            "dns",
            "ftplib",
            "grpc",
            "h11",
            "http",
            "httplib2",
        ),
        *(
            "httpx",
            "imaplib",
            "ldap3",
            "nntplib",
            "paramiko",
            "poplib",
            "requests",
            "select",
            "selectors",
            "smtpd",
        ),
        *(
            "smtplib",
            "socket",
            "socketserver",
            "ssl",
            "telnetlib",
            "tornado",
            "urllib.request",
            "urllib.error",
        ),
        *("urllib3", "uvicorn", "webbrowser", "websockets", "wsgiref", "xmlrpc", "zmq", "_socket", "_ssl"),
        *("PySide6.QtNetwork", "PySide6.QtNetworkAuth", "PySide6.QtWebSockets", "PySide6.QtWebChannel"),
        *(
            "PySide6.QtWebEngineCore",
            "PySide6.QtWebEngineWidgets",
            "PySide6.QtWebEngineQuick",
            "PySide6.QtWebView",
        ),
        *("PySide6.QtHttpServer", "PySide6.QtRemoteObjects", "PySide6.QtBluetooth", "PySide6.QtNfc"),
        *("PySide6.QtPositioning", "PySide6.QtLocation", "PySide6.QtMultimedia"),
    }
)
"""Modules by which a program speaks to others.

Not among them: `keyring` and QtDBus, which speak to the system's own key store and screen lock through local sockets.
"""
OPENERS = frozenset(
    {"openUrl", "QDesktopServices", "setOpenExternalLinks", "QNetworkAccessManager", "QTcpSocket"}
)
"""Names of Qt that hand an address to another program, or reach for one."""
PROGRAMS = frozenset({"curl", "wget", "ssh", "scp", "nc", "xdg-open"})


def sources(root: Path = ROOT) -> Iterator[Path]:
    """The program's own source."""
    for package in OURS:
        yield from sorted((root / package).rglob("*.py"))


def imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and full name of all that is imported, also inside functions and by a call."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call) and _name(node.func) in ("__import__", "import_module", "find_spec"):
            yield from (
                (node.lineno, argument.value if isinstance(argument, ast.Constant) else "?")
                for argument in node.args[:1]
            )


def faults(text: str) -> list[str]:
    """What in a source could reach a network, each with its line."""
    tree = ast.parse(text)
    found = [
        f"{line}: imports {name}"
        for line, name in imported(tree)
        if name == "?" or any(name == one or name.startswith(f"{one}.") for one in SPEAKERS)
    ]
    closed = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call) and _closes(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute) and id(node) not in closed and _name(node) in OPENERS:
            found.append(f"{node.lineno}: {_name(node)}")
        if isinstance(node, ast.Constant) and node.value in PROGRAMS:
            found.append(f"{node.lineno}: runs {node.value}")
    return found


def _closes(node: ast.Call) -> bool:
    """That links are not to be opened may be said."""
    said = [getattr(argument, "value", None) for argument in node.args]
    return _name(node.func) == "setOpenExternalLinks" and said == [False]


def _name(node: ast.AST) -> str:
    return str(getattr(node, "id", getattr(node, "attr", "")))

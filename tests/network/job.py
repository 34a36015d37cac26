"""The main job in a process of its own, in which whatever reaches for a network is refused and said.

Arguments: the case file and a folder to write into. Each refused event is printed; the last line is "done".
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

LOCAL = ("AF_UNIX",)
"""Families that stay on this computer: the window system and the key store are spoken to through them."""
HANDS_OVER = ("webbrowser.open", "urllib.Request", "ftplib.connect", "smtplib.connect", "http.client.connect")


def watch() -> None:
    """Refuse every socket but a local one, every look-up of a name, and every address handed to a browser."""
    import socket

    local = {getattr(socket, name) for name in LOCAL if hasattr(socket, name)}

    def hear(event: str, arguments: tuple[object, ...]) -> None:
        if event == "socket.__new__":
            if arguments[1] in local:
                return
        elif event.startswith("socket."):
            address = arguments[1] if len(arguments) > 1 else None
            if event in ("socket.connect", "socket.bind") and not isinstance(address, tuple):
                return  # a path, or an abstract name: a local socket
            if event == "socket.gethostname":
                return  # reads a name of this computer and sends nothing
        elif event not in HANDS_OVER:
            return
        print(f"refused {event}", flush=True)
        raise PermissionError(event)

    sys.addaudithook(hear)


def main() -> None:
    case, out = sys.argv[1], Path(sys.argv[2])
    watch()
    from click.testing import CliRunner

    from consult.cli import main as consult

    def run(*arguments: str, typed: str | None = None) -> None:
        result = CliRunner().invoke(consult, list(arguments), input=typed)
        print(f"{'ok' if result.exit_code == 0 else 'FAILED'} {' '.join(arguments[:3])}", flush=True)
        if result.exit_code:
            print(result.output, result.stderr, flush=True)

    run("assess", case, "--format", "json")
    for kind in ("doctor", "patient", "board"):
        run("summary", case, "--kind", kind, "-o", str(out / f"{kind}.pdf"))
    run("summary", case, "--kind", "patient", "--lang", "zh_CN", "-o", str(out / "patient.html"))
    run("import", str(out / "doctor.pdf"), "-o", str(out / "again.json"))
    run("catalog", "verify")
    run("catalog", "export", "-o", str(out / "rules.html"))
    run("records", "set-up", "Dr Li", "--password-stdin", typed="quiet river 47\n")
    for view in ("patient", "print"):
        run("window", "--open", case, "--view", view, "--grab", str(out / f"{view}.png"))
    loaded = [name for name in sys.modules if name.startswith(("PySide6.QtNetwork", "PySide6.QtWeb"))]
    print(f"loaded {loaded}", flush=True)
    print("done", flush=True)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main()

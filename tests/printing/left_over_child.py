"""A whole consultation in a program of its own, for the tests of what it leaves behind; says each step it has done.

Arguments: the programs `lp` and `lpstat`, the case file, and "stay" (until it is killed) or "end".
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

WRITES = ("w", "a", "x", "+")


def watch() -> None:
    """Say each file that is opened to be written, or made by a temporary name, however short its life is."""

    def hear(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and isinstance(arguments[0], str):
            mode = arguments[1]
            if isinstance(mode, str) and any(sign in mode for sign in WRITES):
                print(f"wrote {arguments[0]}", flush=True)
        elif event.startswith("tempfile."):
            print(f"wrote {arguments[0]}", flush=True)

    sys.addaudithook(hear)


def main() -> None:
    lp, lpstat, case, then = sys.argv[1:]
    watch()
    from PySide6.QtWidgets import QApplication

    from consult.summary.papers import KINDS
    from ui import clipboard, theme
    from ui.app import load_catalogue, load_clinic, paper_pdf, read_case_file
    from ui.printing.lp import LpWay, Programs
    from ui.printing.preview import PrintPreview
    from ui.window import MainWindow
    from ui.workspace import Workspace

    application = QApplication([])
    theme.load_fonts()
    theme.apply(application, "light")
    workspace = Workspace()
    load_clinic(workspace)
    load_catalogue(workspace)
    window = MainWindow(
        workspace,
        theme="light",
        read_case=lambda file: read_case_file(file, workspace),
        make_pdf=lambda wanted: paper_pdf(workspace, wanted),
        dress=lambda _name: None,
    )
    window.complete()
    window.open_file(Path(case))
    window.show()
    application.processEvents()
    print("opened", flush=True)
    window.screens.show_patient()
    application.processEvents()
    window.screens.toggle_patient()
    print("shown", flush=True)
    preview = PrintPreview(
        lambda wanted: paper_pdf(workspace, wanted), workspace, window, way=LpWay(Programs(lp, lpstat))
    )
    preview.show()
    while not preview.printer_row.is_known:
        application.processEvents()
    for kind in KINDS:
        for language in ("en", "zh_CN"):
            preview.kind.choose(kind)
            preview.language.choose(language)
            application.processEvents()
            preview.print_button.click()
            while not preview.print_button.isEnabled():
                application.processEvents()
            print(f"printed {kind} {language}", flush=True)
    preview.copy_record()
    print("copied", flush=True)
    while then == "stay":
        application.processEvents()
        time.sleep(0.01)
    preview.close()
    window.close()
    clipboard.take_back()
    print("ended", flush=True)


main()

"""`python -m consult`, and the program of the bundle: without a word the window, else the command line.

A double click says nothing, and the window stands sooner when what takes a command line apart is not read.
"""

from __future__ import annotations

import sys

from consult.terminal import choose_platform, speak_plainly, use_utf8


def main() -> None:
    """Open the window, or do what the words on the command line say."""
    if len(sys.argv) > 1:
        from consult.cli import main as command_line

        command_line()
        return
    use_utf8()
    speak_plainly()
    try:
        choose_platform(drawn_only=False)
        from ui import start

        code = start.read()()
    except Exception as error:
        from consult.cli import tell

        tell(error)
        code = 1
    sys.exit(code)


if __name__ == "__main__":
    main()

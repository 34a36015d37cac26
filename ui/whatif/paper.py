"""Paper: what every document made in the window passes through before it is drawn."""

from __future__ import annotations

from consult.phrases import Words
from consult.summary.blocks import Document
from ui.workspace import Workspace


def marked(document: Document, workspace: Workspace, words: Words) -> Document:
    """The document as it is; of a hypothetical copy, marked on every page, which nothing switches off."""
    recorded, tried = workspace.recorded_assessment, workspace.assessment
    if not workspace.what_if or recorded is None or tried is None:
        return document
    from consult.summary.hypothetical import hypothetical
    from consult.what_if import moves

    return hypothetical(document, workspace.tried(), moves(recorded, tried), workspace.patient, words)

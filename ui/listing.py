"""Listing: how every list of lines in a sheet looks and behaves: whole lines are chosen, nothing is typed into it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QTableWidget, QTableWidgetItem


def dress(table: QTableView, *, several: bool = False) -> QHeaderView:
    """Heads at the left, no grid, Tab leaves it; returns the head, whose columns each list sizes for itself."""
    head = table.horizontalHeader()
    head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    head.setHighlightSections(False)
    table.verticalHeader().hide()
    table.setShowGrid(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    modes = QAbstractItemView.SelectionMode
    table.setSelectionMode(modes.ExtendedSelection if several else modes.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    return head


def fill(table: QTableWidget, lines: Iterable[Iterable[str]]) -> None:
    """Show these lines in the place of all others."""
    shown = [tuple(line) for line in lines]
    table.setRowCount(len(shown))
    for row, cells in enumerate(shown):
        for column, said in enumerate(cells):
            item = QTableWidgetItem(said)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            table.setItem(row, column, item)

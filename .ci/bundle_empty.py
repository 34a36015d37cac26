"""An empty window, to tell the size of our bundle beside."""

import sys

from PySide6.QtWidgets import QApplication, QMainWindow

application = QApplication(sys.argv)
window = QMainWindow()
window.show()
sys.exit(application.exec())

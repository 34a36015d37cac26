"""Printing: ways to printers, the queue of papers, and what is left behind."""

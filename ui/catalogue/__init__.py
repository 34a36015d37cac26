"""The catalogue to be read in the window: looking up, and a page for everything it holds."""

"""The consultation in the window: four steps, and the panels that record what was said and planned."""

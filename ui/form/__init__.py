"""The criteria form: fields become editors; everything typed goes to the workspace."""

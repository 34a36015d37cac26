"""The window: Qt Widgets over the domain; only `ui.app` knows storage."""

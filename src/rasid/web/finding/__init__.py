"""Anything by its name: what `/find` shows, and the window that Ctrl+K opens on every page."""

"""What a person does on a page that takes the browser elsewhere."""

from __future__ import annotations

from typing import Any


def follow(target: Any) -> None:
    """Clicks what leads to another page, and waits for that page: a click alone comes back while the old one still stands."""
    with target.page.expect_navigation():
        target.click()

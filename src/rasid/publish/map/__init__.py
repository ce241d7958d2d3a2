"""A map of coded events: one page that works from a file, offline, or one picture. A working view, never a publication (docs/safety.md)."""

from rasid.publish.map.atlas import Atlas
from rasid.publish.map.page import html_page
from rasid.publish.map.picture import NoPicture, png_picture
from rasid.publish.map.reading import Bad, read_events
from rasid.publish.map.records import Shown, shown
from rasid.publish.map.wording import Wording

__all__ = ["Atlas", "Bad", "NoPicture", "Shown", "Wording", "html_page", "png_picture", "read_events", "shown"]

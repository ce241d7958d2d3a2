"""The bytes of a web page, decoded, as a tree."""

from __future__ import annotations

import re
from typing import Any

from rasid.model import InputError

DATA = re.compile(r"""(["'(])data:[^"')]{200,}""")  # pictures written into a page


def parsed(text: str) -> Any:
    """The page's tree. Raises InputError where there is none."""
    from lxml import etree, html

    text = DATA.sub(r"\1", text).replace("\0", "")
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        tree = html.document_fromstring(text)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise InputError("this page has nothing in it.", hint="Open it in a browser, and save it anew.") from None
    return tree

"""Which part of a page is the report, and its words line by line.

trafilatura finds the article well, and on the pages of many local sites loses the lists in it: the very lists that hold the names and
the toll. So it only says where the article is: those of the page's own blocks that it took are anchors, what holds most of them is the
article, and everything between the first and the last of them is kept, lists and tables too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

DROPPED = {
    *"head script style noscript template svg iframe object button select textarea canvas audio video map dialog nav".split(),
    *"figcaption footer".split(),
}
BLOCKS = {
    *"p div li ul ol dl dt dd h1 h2 h3 h4 h5 h6 blockquote pre table tbody thead tr td th caption section article main aside".split(),
    *"header form fieldset center details summary figure address hr body html".split(),
}
ITEMS = {"li", "dd", "dt"}
# Names of classes and ids, word by word, of what is never the report, and of what is not unless most of the report stands in it.
HARD = re.compile(r"(?:^|[\s_-])(?:comments?|respond|disqus|cookies?|sharedaddy)(?:$|[\s_-])|commentlist", re.I)
SOFT = re.compile(
    r"(?:^|[\s_-])(?:share|sharing|social|related|sidebar|breadcrumbs?|tags?|ads?|advert\w*|newsletter|popup|menu|navbar|footer|widget|"
    r"most-?read|trending|recommend\w*|read-?also|author-?(?:box|bio))(?:$|[\s_-])",
    re.I,
)
# Lines that lead to other reports, or out of this one, wherever they stand.
LABEL = re.compile(
    r"\W*(?:[إا]قر[أا] (?:أيض[اً]+|المزيد)|شاهد (?:أيض[اً]+|بالفيديو)|أخبار ذات صلة|مواضيع ذات صلة|مقالات ذات صلة|ذات صلة|المزيد|مشاركة|"
    r"شارك (?:هذا )?(?:الموضوع|الخبر|المقال)|التعليقات|تعليقات|الوسوم|كلمات مفتاحية|إعلان|طباعة|جميع الحقوق محفوظة)\W*(?:$|:.{0,200}$)"
)
ANCHOR = 25  # letters from which a block that trafilatura took is sure to be the same block
MOST = 0.8  # share of the anchors' letters that the article holds: what is left lies in headers or comments taken by mistake
LINKED = 0.9  # share of letters in links from which a line is a link to something else
CELL = 300  # letters; a table with longer cells is there for layout
SPACE = re.compile(r"\s+")


class Block(NamedTuple):
    """A line of the page. `node`: what it stands in; `linked`: letters of it in links; `item`: whether it is of a list or table."""

    text: str
    node: int
    linked: int
    item: str = ""

    @property
    def is_link(self) -> bool:
        return self.linked >= LINKED * len(self.text)


class Outline(NamedTuple):
    """The lines of a page, and for each node its parent and how it is called (hard, soft or "")."""

    blocks: list[Block]
    parents: list[int]
    kinds: list[str]

    def chain(self, node: int) -> Iterator[int]:
        while node >= 0:
            yield node
            node = self.parents[node]


class Walk:
    """Goes over a tree once and gathers its lines."""

    def __init__(self) -> None:
        self.outline = Outline([], [], [])
        self.open: list[int] = []
        self.pieces: list[str] = []
        self.linked = self.in_link = 0
        self.item = ""
        self.row: list[str] | None = None

    def over(self, tree: Any) -> Outline:
        from lxml import etree

        walker = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
        for event, element in walker:
            if event in ("comment", "pi"):
                self.say(element.tail)
            elif event == "start":
                if not self.enter(element):
                    walker.skip_subtree()
            else:
                self.leave(element)
        self.flush()
        return self.outline

    def say(self, text: str | None) -> None:
        if text:
            self.pieces.append(text)
            if self.in_link:
                self.linked += len(SPACE.sub(" ", text).strip())

    def enter(self, element: Any) -> bool:
        tag = element.tag
        hidden = tag in DROPPED or element.get("hidden") is not None or "display:none" in (element.get("style") or "").replace(" ", "")
        if tag in BLOCKS and not hidden:
            self.begin(element, tag)
        elif tag == "br" and self.row is None:
            self.flush()
        elif tag == "a":
            self.in_link += 1
        if not hidden:
            self.say(element.text)
        return not hidden

    def begin(self, element: Any, tag: str) -> None:
        if self.row is None:
            self.flush()
        named = f"{element.get('class') or ''} {element.get('id') or ''}"
        kind = "hard" if HARD.search(named) else "soft" if tag == "aside" or SOFT.search(named) else ""
        parent = self.open[-1] if self.open else -1
        if parent >= 0 and self.outline.kinds[parent] == "hard":
            kind = "hard"
        self.outline.parents.append(parent)
        self.outline.kinds.append("" if tag in ("html", "body", "main") else kind)
        self.open.append(len(self.outline.parents) - 1)
        if tag in ITEMS:
            self.item = "- "
        elif tag == "tr" and self.row is None and is_data(element):
            self.row = []

    def leave(self, element: Any) -> None:
        tag = element.tag
        if tag == "a":
            self.in_link -= 1
        elif tag in ("td", "th") and self.row is not None:
            self.row.append(SPACE.sub(" ", "".join(self.pieces)).strip())
            self.pieces = []
        elif tag == "tr" and self.row is not None:
            self.pieces, self.item, self.row = [" | ".join(c for c in self.row if c)], "| ", None
        if tag in BLOCKS and tag not in DROPPED and self.is_open(element):
            if self.row is None:
                self.flush()
            self.open.pop()
            if tag in ITEMS:
                self.item = ""
        self.say(element.tail)

    def is_open(self, element: Any) -> bool:
        """Whether it was entered: what is hidden was not."""
        return element.get("hidden") is None and "display:none" not in (element.get("style") or "").replace(" ", "")

    def flush(self) -> None:
        text = SPACE.sub(" ", "".join(self.pieces)).strip()
        if text and self.open:
            self.outline.blocks.append(Block(text, self.open[-1], self.linked, self.item))
            self.item = "" if self.item == "- " or self.item == "| " else self.item
        self.pieces, self.linked = [], 0


def is_data(row: Any) -> bool:
    """Whether a table's row holds data: short cells, and no blocks in them."""
    return all(len("".join(cell.itertext())) < CELL for cell in row) and not any(
        e.tag in ("table", "p", "div", "ul", "br") for e in row.iter()
    )


def squeezed(text: str) -> str:
    """Letters alone: how two readings of one line are compared."""
    return re.sub(r"[\W_]+", "", text)


def article(outline: Outline, taken: str, title: str | None) -> str:
    """The report's lines; "" where nothing on the page is one. `taken`: what trafilatura took."""
    blocks, held = outline.blocks, squeezed(taken)
    titles = {squeezed(title)} if title else set()
    usable = [n for n, b in enumerate(blocks) if not b.is_link and outline.kinds[b.node] != "hard" and not LABEL.match(b.text)]
    bare = {n: squeezed(blocks[n].text) for n in usable}
    kept = [n for n in usable if bare[n] in held and bare[n] not in titles]
    anchors = [n for n in kept if len(blocks[n].text) >= ANCHOR] or kept
    if not anchors:
        return ""
    home = holder(outline, anchors)
    anchors = [n for n in anchors if home in outline.chain(blocks[n].node)]
    lines = chosen(outline, home, anchors, usable, set(kept))
    return "\n".join(b.item + b.text for b in lines if squeezed(b.text) not in titles)


def holder(outline: Outline, anchors: Iterable[int]) -> int:
    """The innermost node that holds most of the anchors, and at least what stands beside them."""
    weight: dict[int, int] = defaultdict(int)
    total = 0
    for n in anchors:
        block = outline.blocks[n]
        total += len(block.text)
        for node in outline.chain(block.node):
            weight[node] += len(block.text)
    inner = max(node for node, w in weight.items() if w >= MOST * total)  # numbers grow inwards, and only one chain holds most
    own = {outline.blocks[n].node for n in anchors}
    return outline.parents[inner] if inner in own and outline.parents[inner] >= 0 else inner


def chosen(outline: Outline, home: int, anchors: list[int], usable: list[int], kept: set[int]) -> list[Block]:
    """The blocks of the article: all from the first anchor to the last; before and after them lists, and what trafilatura took."""
    blocks = outline.blocks
    first, last = anchors[0], anchors[-1]
    main = set(anchors)
    soft = {node for n in anchors for node in outline.chain(blocks[n].node)}
    lines = []
    for n in usable:
        block = blocks[n]
        chain = list(outline.chain(block.node))
        if home not in chain or (n not in main and any(outline.kinds[c] == "soft" and c not in soft for c in chain)):
            continue
        if first <= n <= last or n in kept or block.item or (n > last and outline.parents[home] > 0 and len(block.text) >= ANCHOR):
            lines.append(block)
    return lines

// Words of the text lit without cutting it: ranges over its plain text nodes, by the CSS Custom Highlight API, else by boxes laid over it.
// Offsets are the page's: units of UTF-16, as the server has counted them.

export class Words {
  constructor(text) {
    this.text = text;
    this.pieces = [...text.querySelectorAll(".piece")].map((piece) => ({ start: Number(piece.dataset.start), node: piece.firstChild, piece }));
    this.ends = this.pieces.map((p) => p.start + (p.node ? p.node.length : 0));
    this.layers = new Map();
    this.native = typeof Highlight === "function" && Boolean(globalThis.CSS?.highlights);
  }

  at(offset, end = false) {
    let found = this.pieces.findIndex((p, n) => (end ? offset <= this.ends[n] : offset < this.ends[n]));
    if (found < 0) found = this.pieces.length - 1;
    const piece = this.pieces[found];
    return [piece.node, Math.max(0, Math.min(offset - piece.start, piece.node.length))];
  }

  range([start, end]) {
    const range = document.createRange();
    if (!this.pieces.length || !this.pieces[0].node) return range;
    range.setStart(...this.at(start));
    range.setEnd(...this.at(end, true));
    return range;
  }

  // Offset of a point of the text; null where it is none.
  offset(node, at) {
    const piece = this.pieces.find((p) => p.node === node || p.piece === node);
    return piece ? piece.start + (piece.node === node ? at : at ? piece.node.length : 0) : null;
  }

  // The offset under the pointer.
  under(x, y) {
    if (document.caretPositionFromPoint) {
      const found = document.caretPositionFromPoint(x, y);
      return found ? this.offset(found.offsetNode, found.offset) : null;
    }
    const found = document.caretRangeFromPoint?.(x, y);
    return found ? this.offset(found.startContainer, found.startOffset) : null;
  }

  // What is selected in the text, as [start, end]; null where nothing is.
  selected() {
    const chosen = getSelection();
    if (!chosen?.rangeCount || chosen.isCollapsed) return null;
    const range = chosen.getRangeAt(0);
    if (!this.text.contains(range.startContainer) || !this.text.contains(range.endContainer)) return null;
    const [start, end] = [this.offset(range.startContainer, range.startOffset), this.offset(range.endContainer, range.endOffset)];
    return start === null || end === null || end <= start ? null : [start, end];
  }

  words([start, end]) {
    return this.range([start, end]).toString();
  }

  // Lights spans in a layer of a name; later priorities lie above.
  light(name, spans, priority = 0) {
    if (this.native) {
      const made = new Highlight(...spans.map((s) => this.range(s)));
      made.priority = priority;
      CSS.highlights.set(name, made);
    } else {
      this.layers.set(name, { spans, priority });
      this.draw();
    }
  }

  draw() {
    this.over ??= this.text.appendChild(Object.assign(document.createElement("div"), { className: "over", ariaHidden: "true" }));
    this.over.replaceChildren();
    const home = this.over.getBoundingClientRect();
    for (const [name, { spans }] of [...this.layers].sort((a, b) => a[1].priority - b[1].priority)) {
      for (const rect of spans.flatMap((s) => [...this.range(s).getClientRects()])) {
        const box = this.over.appendChild(Object.assign(document.createElement("div"), { className: `box ${name}` }));
        box.style.transform = `translate(${rect.x - home.x}px, ${rect.y - home.y}px)`;
        box.style.inlineSize = `${rect.width}px`;
        box.style.blockSize = `${rect.height}px`;
      }
    }
  }

  show(span) {
    const rect = this.range(span).getBoundingClientRect();
    const view = this.text.getBoundingClientRect();
    if (rect.height && (rect.top < view.top || rect.bottom > view.bottom)) this.text.scrollTop += rect.top - view.top - view.height / 3;
  }
}

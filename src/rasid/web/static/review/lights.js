// The light between the text and the record: a field in hand or under the pointer lights its words, words light their field.

export const KINDS = ["act", "doer", "target", "place", "time", "toll", "means", "source"];

export class Lights {
  constructor(words, list) {
    Object.assign(this, { words, list, event: null, field: null, hovered: null });
    list.addEventListener("focusin", (e) => this.take(e.target.closest(".event"), e.target.closest(".field")));
    list.addEventListener("pointerover", (e) => this.hover(e.target.closest(".field")));
    list.addEventListener("pointerleave", () => this.hover(null));
    list.addEventListener("click", (e) => {
      const event = e.target.closest(".event");
      if (event && !e.target.closest("a, button, input, select, textarea, summary, label, .field")) event.focus({ preventScroll: true });
    });
    words.text.addEventListener("pointermove", (e) => this.hover(this.under(e)));
    words.text.addEventListener("pointerleave", () => this.hover(null));
    words.text.addEventListener("click", (e) => {
      const field = words.selected() ? null : this.under(e);
      if (field) {
        field.focus({ preventScroll: true });
        field.scrollIntoView({ block: "nearest" });
      }
    });
    this.draw();
  }

  get events() {
    return [...this.list.querySelectorAll(":scope > .event")];
  }

  // The field whose words lie under the pointer: of several the one of the event in hand, then the one of fewest words.
  under(e) {
    const at = this.words.under(e.clientX, e.clientY);
    if (at === null) return null;
    let best = null;
    for (const field of this.list.querySelectorAll(".field[data-spans]")) {
      for (const [start, end] of JSON.parse(field.dataset.spans)) {
        if (start <= at && at < end) {
          const own = field.closest(".event") === this.event ? 0 : 1;
          if (!best || own < best.own || (own === best.own && end - start < best.length)) best = { field, own, length: end - start };
        }
      }
    }
    return best?.field ?? null;
  }

  take(event, field) {
    if (!event) return;
    const other = event !== this.event;
    [this.event, this.field] = [event, field];
    for (const one of this.events) one.classList.toggle("here", one === event);
    this.draw();
    const spans = field ? JSON.parse(field.dataset.spans) : [];
    const shown = spans[0] ?? (other && event.dataset.evidence ? JSON.parse(event.dataset.evidence) : null);
    if (shown) this.words.show(shown);
  }

  hover(field) {
    if (field === this.hovered) return;
    this.hovered = field;
    this.draw();
  }

  draw() {
    const lit = this.hovered ?? this.field;
    const ofEvent = (this.hovered ?? this.field ?? this.event)?.closest?.(".event") ?? this.event;
    for (const one of this.list.querySelectorAll(".lit")) one.classList.toggle("lit", one === lit);
    lit?.classList.add("lit");
    for (const kind of KINDS) {
      const fields = ofEvent ? [...ofEvent.querySelectorAll(`.field[data-kind="${kind}"]`)] : [];
      this.words.light(kind, fields.flatMap((f) => JSON.parse(f.dataset.spans)), 2);
    }
    const others = this.events.filter((e) => e !== ofEvent && e.dataset.state !== "rejected");
    this.words.light("others", others.flatMap((e) => JSON.parse(e.querySelector('.field[data-field="type"]')?.dataset.spans ?? "[]")), 0);
    this.words.light("evidence", ofEvent?.dataset.evidence ? [JSON.parse(ofEvent.dataset.evidence)] : [], 1);
    this.words.light("focus", lit ? JSON.parse(lit.dataset.spans) : [], 3);
  }
}

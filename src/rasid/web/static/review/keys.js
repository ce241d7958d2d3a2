// Keys. Which key does what is kept in this browser; letters do nothing while somebody writes.

const KEPT = "rasid-keys";

// The key as it is called on a Latin keyboard: an Arabic one writes ت where this has J.
export function named(e) {
  if (e.key === "؟") return "?";
  if (/^Digit[1-9]$/.test(e.code) && e.key.length === 1 && !e.shiftKey) return e.code[5];
  if (e.key.length === 1 && e.key > "\u007f" && /^Key[A-Z]$/.test(e.code)) return e.code[3].toLowerCase();
  return e.key.length === 1 ? e.key.toLowerCase() : e.key;
}

export class Keys {
  constructor(desk, dialog) {
    Object.assign(this, { desk, dialog });
    this.boxes = [...dialog.querySelectorAll(".key-of")];
    this.map = { ...Object.fromEntries(this.boxes.map((b) => [b.dataset.of, b.dataset.key])), ...kept() };
    this.show();
    document.addEventListener("keydown", (e) => this.pressed(e));
    dialog.addEventListener("keydown", (e) => this.learn(e));
    dialog.querySelector(".as-before").addEventListener("click", () => this.forget());
  }

  show() {
    for (const box of this.boxes) box.value = this.map[box.dataset.of];
  }

  learn(e) {
    const box = e.target.closest(".key-of");
    if (!box || ["Tab", "Escape", "Shift", "Control", "Alt", "Meta"].includes(e.key) || /^[0-9]$/.test(named(e))) return;
    e.preventDefault();
    const key = named(e);
    const other = Object.keys(this.map).find((act) => this.map[act] === key);
    if (other) this.map[other] = this.map[box.dataset.of];
    this.map[box.dataset.of] = key;
    keep(this.map);
    this.show();
  }

  forget() {
    this.map = Object.fromEntries(this.boxes.map((b) => [b.dataset.of, b.dataset.key]));
    keep(null);
    this.show();
  }

  pressed(e) {
    if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing || e.defaultPrevented || this.dialog.open) return;
    const key = named(e);
    const target = e.target;
    if (key === "Escape") return this.escape(target);
    if (target.matches("input:not([type=radio], [type=checkbox]), select, textarea")) {
      if (target.matches("[type=search]") && key === "ArrowDown") {
        e.preventDefault();
        target.closest(".editor").querySelector(".choices input")?.focus();
      }
      return;
    }
    const editor = target.closest(".editor");
    if (editor?.querySelector(".choices") && !target.closest("a, button")) {
      if (this.inChooser(e, key, editor)) return;
    }
    if (key === "Enter" && target.closest("a, button, summary")) return;
    if (/^[1-9]$/.test(key)) {
      e.preventDefault();
      return this.field(key);
    }
    const act = Object.keys(this.map).find((a) => this.map[a] === key);
    if (act) {
      e.preventDefault();
      this.do(act);
    }
  }

  // In a list of choices a digit takes one, and a letter begins a search.
  inChooser(e, key, editor) {
    if (/^[1-9]$/.test(key)) {
      e.preventDefault();
      this.desk.pick(Number(key) - 1);
      return true;
    }
    const search = editor.querySelector("input[type=search]");
    if (search && e.key.length === 1 && e.key !== " ") {
      search.focus();
      search.select();
      return true; // the letter is written where the focus is now
    }
    return key === "Enter" && Boolean(e.target.form);
  }

  escape(target) {
    const editor = target.closest(".editor");
    editor?.querySelector("a.close")?.click();
    const open = target.closest("details[open]");
    if (!editor && open) {
      open.open = false;
      open.querySelector("summary").focus();
    }
  }

  get event() {
    return document.activeElement.closest?.(".event") ?? this.desk.lights.event;
  }

  field(number) {
    const found = this.event?.querySelector(`[data-number="${number}"]`);
    found?.focus({ preventScroll: true });
    found?.scrollIntoView({ block: "nearest" });
  }

  do(act) {
    const { lights } = this.desk;
    const event = this.event;
    const form = (name) => document.querySelector(`#head form[data-act="${name}"]`);
    const link = (name) => event?.querySelector(`:scope > .acts a[data-act="${name}"]`);
    const doing = {
      down: () => this.step(lights.events, event, 1),
      up: () => this.step(lights.events, event, -1),
      accept: () => event?.querySelector(':scope > .acts form[data-act="accept"]')?.requestSubmit(),
      edit: () => this.edit(event, link),
      reject: () => this.unfold(event?.querySelector(":scope > .acts details.reject"), "input[name=why]"),
      merge: () => link("merge")?.click(),
      split: () => link("split")?.click(),
      add: () => this.add(),
      undo: () => form("undo")?.requestSubmit(),
      next: () => form("next")?.requestSubmit(),
      keys: () => this.dialog.showModal(),
    };
    doing[act]?.();
  }

  step(events, event, by) {
    const to = events[Math.max(0, Math.min(events.length - 1, events.indexOf(event) + by))];
    to?.focus({ preventScroll: true });
    to?.scrollIntoView({ block: "nearest" });
  }

  edit(event, link) {
    const here = document.activeElement;
    const own = here.matches?.("a[data-act=edit]") ? here : here.closest?.(".field")?.querySelector("a[data-act=edit]");
    (own ?? link("edit"))?.click();
  }

  unfold(details, focus) {
    if (!details) return;
    details.open = true;
    details.querySelector(focus).focus();
  }

  add() {
    const span = this.desk.words.selected();
    const details = document.getElementById("add");
    this.desk.quote();
    this.unfold(details, span ? "select[name=type]" : ".quote");
    details?.scrollIntoView({ block: "nearest" });
  }
}

function kept() {
  try {
    const found = JSON.parse(localStorage.getItem(KEPT) ?? "{}");
    return Object.fromEntries(Object.entries(found).filter(([, key]) => typeof key === "string"));
  } catch {
    return {};
  }
}

function keep(map) {
  try {
    if (map) localStorage.setItem(KEPT, JSON.stringify(map));
    else localStorage.removeItem(KEPT);
  } catch {
    // a browser that keeps nothing: the keys hold until the page is left
  }
}

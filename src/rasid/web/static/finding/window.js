// Ctrl+K or ⌘K on any page: a window in which anything is found by its name. What it shows is what /find shows; without scripts that page serves.

const WAIT_MS = 150; // after the last letter
const language = document.documentElement.lang;
let made; // the window, once it was asked for

async function part(what, q = "") {
  const answer = await fetch(`/find?${new URLSearchParams({ q, lang: language })}`, { headers: { "x-rasid-part": what } });
  if (!answer.ok) throw new Error(answer.statusText);
  return new DOMParser().parseFromString(await answer.text(), "text/html").body.firstElementChild;
}

class Finding {
  constructor(dialog) {
    this.dialog = dialog;
    [this.box, this.all] = [dialog.querySelector("input"), dialog.querySelector("#find-all")];
    this.asked = 0;
    document.body.append(dialog);
    dialog.addEventListener("keydown", (e) => this.pressed(e));
    dialog.addEventListener("click", (e) => e.target === dialog && dialog.close());
    dialog.querySelector("form").addEventListener("submit", (e) => this.take(e));
    this.box.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.show(), WAIT_MS);
    });
  }

  open() {
    if (!this.dialog.open) this.dialog.showModal();
    this.box.select();
    this.show();
  }

  async show() {
    const mine = ++this.asked;
    try {
      const fresh = await part("groups", this.box.value);
      if (mine === this.asked) this.all.replaceChildren(fresh); // else more was typed since
    } catch {
      if (mine === this.asked) this.all.textContent = this.dialog.dataset.lost;
    }
  }

  async take(e) {
    e.preventDefault();
    clearTimeout(this.timer);
    await this.show();
    this.all.querySelector("a")?.click();
  }

  // The keys of the page below are not meant. Arrows go from line to line, and from the first back to the box.
  pressed(e) {
    e.stopPropagation();
    if (e.key !== "ArrowDown" && e.key !== "ArrowUp") return;
    e.preventDefault();
    const stops = [this.box, ...this.all.querySelectorAll("a")];
    const at = Math.max(0, stops.indexOf(document.activeElement)) + (e.key === "ArrowDown" ? 1 : -1);
    stops[Math.min(stops.length - 1, Math.max(0, at))].focus();
  }
}

async function open() {
  try {
    made ??= part("window").then((dialog) => new Finding(dialog));
    (await made).open();
  } catch {
    made = undefined;
    location.assign("/find"); // which says itself what is wrong
  }
}

document.addEventListener("keydown", (e) => {
  if ((e.ctrlKey || e.metaKey) && !e.altKey && !e.shiftKey && e.code === "KeyK") {
    e.preventDefault();
    open();
  }
});
document.querySelector("a.find").addEventListener("click", (e) => {
  if (e.ctrlKey || e.metaKey || e.shiftKey) return;
  e.preventDefault();
  open();
});

// Forms and links of the page sent without leaving it, and what others changed meanwhile. What the server says is what is shown: nothing
// is decided here. An open form is never taken away by what somebody else did; what it saw goes with it, and the server compares.

const POLL_MS = 4000;
const SEEK_MS = 150; // after the last letter of a search

export class Desk {
  constructor(review, list, lights, words) {
    Object.assign(this, { review, list, lights, words, busy: Promise.resolve(), sending: new WeakSet(), sought: null });
    this.news = document.getElementById("news");
    this.seq = Number(review.dataset.seq);
    review.addEventListener("submit", (e) => this.submit(e));
    review.addEventListener("click", (e) => this.click(e));
    review.addEventListener("input", (e) => this.input(e));
    document.addEventListener("selectionchange", () => this.quote());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.poll());
    setInterval(() => document.visibilityState === "visible" && this.poll(), POLL_MS);
  }

  get headers() {
    return { accept: "application/json", "x-rasid-part": "1", "x-rasid-since": String(this.seq), "x-rasid-next": this.review.dataset.next };
  }

  // The same language as the page's, wherever it was chosen.
  said(address, search = "") {
    const told = new URLSearchParams(search);
    told.set("lang", document.documentElement.lang);
    return `${address.split("?")[0]}?${told}`;
  }

  // Sending ----------------------------------------------------------------------------------------------------------------------

  submit(e) {
    const form = e.target;
    if (form.method === "dialog" || ["next", "done"].includes(form.dataset.act)) return;
    e.preventDefault();
    if (form.classList.contains("seek")) this.pick(0, true);
    else this.send(form, e.submitter);
  }

  send(form, submitter) {
    if (this.sending.has(form)) return this.busy;
    this.sending.add(form);
    const body = new URLSearchParams(new FormData(form, submitter));
    const event = form.closest(".event");
    this.busy = this.busy
      .then(() => fetch(this.said(form.action), { method: "POST", body, headers: this.headers }))
      .then((answer) => this.answered(answer, form, event))
      .catch(() => this.say(this.news.dataset.lost))
      .finally(() => this.sending.delete(form));
    return this.busy;
  }

  async answered(answer, form, event) {
    const told = await answer.json();
    if (answer.ok) {
      form.closest("#add")?.removeAttribute("open");
      if (form.closest("#add")) form.reset();
      this.apply(told, event?.id);
      this.goOn(form, event, told.event);
    } else if (answer.status === 409 && told.html) {
      const fresh = this.put(event, told.html);
      fresh.querySelector(".conflict button, .conflict a")?.focus();
    } else {
      this.problem(form, told.what || answer.statusText);
    }
  }

  // Where the hands go after a decision: on to the next event to decide, or back to the event that was worked on.
  goOn(form, event, id) {
    if (!this.list.contains(form) && !this.list.contains(event) && !id) return;
    const verdict = /\/(accept|reject)$/.test(form.action);
    const here = document.getElementById(id) ?? document.getElementById(event?.id);
    const open = this.lights.events.filter((e) => e.dataset.state === "proposed");
    const after = open.find((e) => here && here.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING) ?? open[0];
    const to = verdict ? (after ?? here) : here;
    const field = verdict ? null : to?.querySelector(`.field[data-field="${form.querySelector("[name=field]")?.value}"]`);
    (field ?? to)?.focus({ preventScroll: true });
    (field ?? to)?.scrollIntoView({ block: "nearest" });
  }

  problem(form, what) {
    const place = form.closest(".editor")?.querySelector(".problem") ?? this.news;
    place.textContent = what;
    place.hidden = false;
  }

  say(what) {
    this.news.textContent = what;
    this.news.hidden = false;
  }

  // What changed -----------------------------------------------------------------------------------------------------------------

  async poll() {
    try {
      const answer = await fetch(this.said(`${this.review.dataset.base}/changes`, `since=${this.seq}`), { headers: this.headers });
      if (answer.ok) {
        const told = await answer.json();
        this.others(told.here);
        this.apply(told, null);
      }
      if (answer.ok && this.news.textContent === this.news.dataset.lost) this.news.hidden = true;
    } catch {
      this.say(this.news.dataset.lost);
    }
  }

  others(names) {
    const line = document.getElementById("present");
    const said = line.dataset.said.replace("{who}", new Intl.ListFormat(document.documentElement.lang, { type: "unit" }).format(names));
    if (names.length && line.textContent !== said) line.textContent = said;
    line.hidden = !names.length;
  }

  apply(told, saved) {
    if (told.seq < this.seq) return; // an answer that was overtaken
    this.seq = told.seq;
    if (!told.ids) return; // nothing has happened since
    if (told.text !== this.review.dataset.text) return this.say(this.news.dataset.old);
    if (told.by.length) this.say(this.news.dataset.said.replace("{who}", [...new Set(told.by.map((e) => e.who))].join(", ")));
    for (const event of this.lights.events) if (!told.ids.includes(event.id)) this.gone(event);
    for (const [id, html] of Object.entries(told.events)) {
      const old = document.getElementById(id);
      if (old) this.put(old, html, id !== saved, told.by.some((e) => e.event === id));
      else this.insert(id, html, told.ids);
    }
    const head = document.getElementById("head");
    const fresh = parsed(told.head);
    if (head && head.outerHTML !== fresh.outerHTML) {
      const act = head.contains(document.activeElement) ? document.activeElement.closest("form")?.dataset.act : null;
      head.replaceWith(fresh);
      if (act) fresh.querySelector(`form[data-act="${act}"] button`)?.focus();
    }
    this.lights.draw();
  }

  gone(event) {
    const near = event.nextElementSibling ?? event.previousElementSibling;
    if (event.contains(document.activeElement)) near?.focus();
    event.remove();
  }

  insert(id, html, ids) {
    const before = ids.slice(0, ids.indexOf(id)).reverse().map((i) => document.getElementById(i)).find(Boolean);
    const fresh = parsed(html);
    if (before) before.after(fresh);
    else if (Number(this.list.dataset.first) === 0) this.list.prepend(fresh);
  }

  // An event in place of what it was before. `keep`: a form that is open in it stays as it is.
  put(old, html, keep = false, byOthers = false) {
    const fresh = parsed(html);
    const active = old.contains(document.activeElement) ? document.activeElement : null;
    const editor = keep ? old.querySelector(":scope > .work > .editor") : null;
    const reject = keep ? old.querySelector(":scope > .acts > details.reject[open] input[name=why]") : null;
    if (editor) {
      fresh.querySelector(".work").replaceChildren(editor);
      const [was, is] = [old, fresh].map((e) => e.querySelector(`.field[data-field="${editor.dataset.field}"] .said`)?.textContent);
      if (byOthers && was !== is) this.problem(editor, `${this.news.textContent} ${is ?? ""}`);
    }
    if (reject) {
      fresh.querySelector("details.reject").open = true;
      fresh.querySelector("details.reject input[name=why]").value = reject.value;
    }
    const field = active?.closest(".field")?.dataset.field;
    old.replaceWith(fresh);
    if (this.lights.event === old) this.lights.event = fresh;
    if (this.lights.event === fresh && this.lights.field) this.lights.field = fresh.querySelector(`.field[data-field="${field}"]`);
    fresh.classList.toggle("here", this.lights.event === fresh);
    if (active) {
      const again = editor?.contains(active) ? active : reject === active ? fresh.querySelector("details.reject input[name=why]") : null;
      (again ?? (field && fresh.querySelector(`.field[data-field="${field}"]`)) ?? fresh).focus({ preventScroll: true });
    }
    this.lights.draw();
    return fresh;
  }

  // Opening ----------------------------------------------------------------------------------------------------------------------

  click(e) {
    const link = e.target.closest("a[data-act]");
    if (link && !e.ctrlKey && !e.metaKey && !e.shiftKey) {
      e.preventDefault();
      this.open(link);
    }
  }

  async part(event, search) {
    const answer = await fetch(this.said(`${this.review.dataset.base}/events/${event.id}`, search), { headers: { ...this.headers, accept: "text/html" } });
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.text();
  }

  open(link) {
    const event = link.closest(".event");
    const field = link.closest(".field")?.dataset.field ?? link.closest(".editor")?.dataset.field;
    this.busy = this.busy
      .then(() => this.part(event, new URL(link.href).search))
      .then((html) => {
        const fresh = this.put(event, html);
        const editor = fresh.querySelector(".work .editor");
        if (editor) this.enter(editor);
        else (fresh.querySelector(`.field[data-field="${field}"]`) ?? fresh).focus({ preventScroll: true });
      })
      .catch(() => this.say(this.news.dataset.lost));
    return this.busy;
  }

  enter(editor) {
    const box = editor.querySelector(".choices") ? null : editor.querySelector(".parts input, .parts select, select");
    const first = box ?? editor.querySelector("h4");
    first.focus({ preventScroll: true });
    first.select?.();
    editor.scrollIntoView({ block: "nearest" });
    this.quote();
  }

  // Choosing ---------------------------------------------------------------------------------------------------------------------

  input(e) {
    if (e.target.matches(".quote")) e.target.closest("form").querySelector(".at").value = "";
    if (!e.target.matches(".seek input[type=search]")) return;
    const editor = e.target.closest(".editor");
    clearTimeout(this.timer);
    this.sought = new Promise((done) => (this.timer = setTimeout(() => done(this.seek(editor)), SEEK_MS)));
  }

  async seek(editor) {
    const form = editor.querySelector(".seek");
    const search = `?${new URLSearchParams(new FormData(form))}`;
    const fresh = parsed(await this.part(editor.closest(".event"), search));
    if (search !== `?${new URLSearchParams(new FormData(form))}`) return; // more was typed since
    for (const part of [".choices", "svg.places"]) {
      const [old, now] = [editor.querySelector(part), fresh.querySelector(`.editor ${part}`)];
      if (old && now) old.replaceWith(now);
      else old?.remove();
    }
  }

  // Takes the n-th of the choices in an open editor, and saves.
  async pick(n, searched = false) {
    const editor = document.activeElement.closest(".editor");
    if (searched) await this.flush(editor);
    const choice = editor?.querySelectorAll(".choices input[type=radio]")[n];
    if (!choice) return;
    choice.checked = true;
    const form = choice.form;
    this.send(form, form.querySelector("button.main"));
  }

  async flush(editor) {
    if (!this.sought) return;
    clearTimeout(this.timer);
    await this.seek(editor);
    this.sought = null;
  }

  // Words that are selected in the text stand in the form that asks for words.
  quote() {
    const span = this.words.selected();
    if (!span) return;
    for (const form of this.review.querySelectorAll("#add form, .work .editor form.set")) {
      const at = form.querySelector(".at");
      if (!at) continue;
      at.value = `${span[0]}-${span[1]}`;
      form.querySelector(".quote").value = this.words.words(span);
    }
  }
}

function parsed(html) {
  return new DOMParser().parseFromString(html, "text/html").body.firstElementChild;
}

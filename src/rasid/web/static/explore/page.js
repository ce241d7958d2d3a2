// Brushes without loading the page again: one request brings every part anew. Without this script every brush is a link, and the page the same.
const root = document.getElementById("explore");
const PAGE = "/explore";
const LOCALE = document.documentElement.lang === "ar" ? "ar-SY-u-nu-latn" : "en-GB"; // digits as the server writes them
let asking = null;

function queryOf(address) {
  return new URL(address, location.href).search.slice(1);
}

async function ask(query, signal) {
  return fetch(`${PAGE}/data?parts=1${query ? `&${query}` : ""}`, { signal, headers: { accept: "application/json" } });
}

// Shows the view of an address. `kept`: it is in the history already.
async function go(address, kept = false) {
  const query = queryOf(address);
  const there = query ? `${PAGE}?${query}` : PAGE;
  asking?.abort();
  const mine = (asking = new AbortController());
  root.setAttribute("aria-busy", "true");
  try {
    const answer = await ask(query, mine.signal);
    if (answer.status !== 200) return location.assign(there);
    const { parts } = await answer.json();
    if (!kept) history.pushState(null, "", there);
    put(parts, query);
  } catch (error) {
    if (error.name !== "AbortError") location.assign(there);
  } finally {
    if (asking === mine) root.removeAttribute("aria-busy");
  }
}

function put(parts, query) {
  const key = document.activeElement?.closest("[data-brush]")?.dataset.brush || document.activeElement?.dataset?.end;
  for (const [name, body] of Object.entries(parts)) {
    const part = root.querySelector(`[data-part="${name}"]`);
    if (part) part.innerHTML = body; // made and escaped by the server's templates
  }
  fill(new URLSearchParams(query));
  ready();
  if (key && !root.contains(document.activeElement)) {
    const same = root.querySelector(`[data-brush="${CSS.escape(key)}"], [data-end="${CSS.escape(key)}"]`);
    (same ?? document.getElementById("main")).focus({ preventScroll: true });
  }
}

// The form of filters says what the address says.
function fill(params) {
  for (const field of root.querySelectorAll(".filters [name]")) {
    const value = params.get(field.name) ?? "";
    if (field.value !== value) field.value = value;
  }
}

// Time ------------------------------------------------------------------------------------------------------------------------------------

function dayOf(first, stretch, number) {
  const day = new Date(`${first}T00:00:00Z`);
  if (stretch === "month") day.setUTCMonth(day.getUTCMonth() + number);
  else day.setUTCDate(day.getUTCDate() + number * (stretch === "week" ? 7 : 1));
  return day;
}

const iso = (day) => day.toISOString().slice(0, 10);

function lastDay(first, stretch, number) {
  const next = dayOf(first, stretch, number + 1);
  next.setUTCDate(next.getUTCDate() - 1);
  return next;
}

function ready() {
  const figure = root.querySelector(".when");
  if (!figure) return;
  const { first, stretch } = figure.dataset;
  const counts = JSON.parse(figure.dataset.counts);
  const handles = figure.querySelector(".handles");
  const [since, until] = handles.querySelectorAll("input");
  const told = handles.querySelector("output");
  const says = new Intl.DateTimeFormat(LOCALE, { dateStyle: "long", timeZone: "UTC" });
  const figures = new Intl.NumberFormat(LOCALE);
  handles.hidden = false;

  function tell() {
    const [from, to] = [Number(since.value), Number(until.value)].sort((a, b) => a - b);
    const sum = counts.slice(from, to + 1).reduce((a, b) => a + b, 0);
    const range = says.formatRange(dayOf(first, stretch, from), lastDay(first, stretch, to));
    told.textContent = `${range}: ${figures.format(sum)}`;
    since.setAttribute("aria-valuetext", says.format(dayOf(first, stretch, Number(since.value))));
    until.setAttribute("aria-valuetext", says.format(lastDay(first, stretch, Number(until.value))));
    return [from, to];
  }

  function choose() {
    const [from, to] = tell();
    const params = new URLSearchParams(location.search);
    params.delete("since");
    params.delete("until");
    if (from > 0) params.set("since", iso(dayOf(first, stretch, from)));
    if (to < counts.length - 1) params.set("until", iso(lastDay(first, stretch, to)));
    go(`${PAGE}?${params}`);
  }

  for (const input of [since, until]) {
    input.addEventListener("input", tell);
    input.addEventListener("change", choose);
  }
  const svg = figure.querySelector("svg");
  const LEFT = 44 / 960; // of the drawing lies before its first bar
  const at = (event) => {
    const box = svg.getBoundingClientRect();
    const share = ((event.clientX - box.left) / box.width - LEFT) / (1 - LEFT);
    return Math.max(0, Math.min(counts.length - 1, Math.floor(share * counts.length)));
  };
  let began = null;
  svg.addEventListener("pointerdown", (event) => {
    began = at(event);
    svg.setPointerCapture(event.pointerId);
    since.value = until.value = String(began);
    tell();
  });
  svg.addEventListener("pointermove", (event) => {
    if (began === null) return;
    const now = at(event);
    since.value = String(Math.min(began, now));
    until.value = String(Math.max(began, now));
    tell();
  });
  svg.addEventListener("pointerup", () => {
    if (began === null) return;
    began = null;
    choose();
  });
  svg.addEventListener("pointercancel", () => (began = null));
  tell();
}

// -----------------------------------------------------------------------------------------------------------------------------------------

root.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-brush]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button) return;
  event.preventDefault();
  link.focus({ preventScroll: true });
  go(link.getAttribute("href"));
});
root.addEventListener("submit", (event) => {
  const form = event.target.closest("form.filters");
  if (!form) return;
  event.preventDefault();
  const params = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  const each = new URLSearchParams(location.search).get("each");
  if (each) params.set("each", each);
  go(`${PAGE}?${params}`);
});
addEventListener("popstate", () => go(location.href, true));

async function wait() {
  try {
    const answer = await ask(location.search.slice(1));
    if (answer.status !== 202) return location.reload();
  } catch {
    // the server is away for a moment: asked again
  }
  setTimeout(wait, 2000);
}

if ("waits" in root.dataset) setTimeout(wait, 1000);
else ready();

// What was chosen: a list of events at one place, or one event with the report's words, those that filled a field marked.
// Marks are ranges of one text node (CSS Custom Highlight API), or boxes under it: elements around words would break joined letters.
const chosen = byId('chosen');
let marking = null; // [text node, event] of the card that is open

function openEvent(n, centre = false) {
  state.event = n;
  const event = D.events[n];
  const head = el('h2', {}, icon(event.g), pooled(event.t));
  const badges = el('p', { class: 'badges' }, ...(event.n || []).map((b) => el('span', { dir: 'auto' }, pooled(b))));
  const fields = el('dl', {});
  D.fields.forEach((field, number) => {
    const mine = slots(event, field);
    if (!mine.length) return;
    fields.append(el('dt', { class: `f-${field}` }, told('fields', field)));
    const seen = new Set();
    for (const [, text, start, , words] of mine) {
      const key = `${text} ${words || ''}`;
      if (seen.has(key)) continue;
      seen.add(key);
      fields.append(el('dd', {}, el('bdi', {}, pooled(text)), words ? el('small', {}, ` ${word('elsewhere')}: `, el('q', { dir: 'auto' }, words)) : ''));
    }
  });
  const quote = el('blockquote', { dir: 'auto' }, event.q || ''), box = el('div', { class: 'quote' }, quote);
  const flags = (event.l || []).length ? el('ul', { class: 'doubts' }, ...event.l.map((f) => el('li', { dir: 'auto' }, told('flags', f)))) : null;
  const last = el('p', { class: 'small' }, `${word('confidence')} ${(event.c || 0).toFixed(2)} · ${word('report')} `, el('bdi', {}, event.r || ''), ' · ', el('bdi', {}, event.id));
  const back = state.list && state.list.length > 1 && state.list.includes(n) ? button(word('back'), () => openList(state.list)) : null;
  if (event.w) badges.append(el('span', { class: 'why' }, word(event.w)));
  reveal(el('div', { class: 'bar' }, back, closer()), head, badges, box, fields, flags, last);
  marking = [quote.firstChild, event, box];
  mark();
  if (centre && event.p && event.p.length) {
    const near = event.p.map((s) => spots[s]);
    show(boxOf(near), Math.max(view.k, 4));
  }
  changed();
}
function openList(events) {
  state.list = events;
  state.event = -1;
  const rows = events.slice(0, 200).map((n) => {
    const event = D.events[n];
    return el('li', {}, button('', () => openEvent(n), { class: 'line' }));
  });
  rows.forEach((row, i) => row.firstChild.append(...summary(D.events[events[i]])));
  reveal(el('div', { class: 'bar' }, closer()), el('h2', {}, word('here', { n: events.length })), el('ul', { class: 'list' }, ...rows));
  marking = null;
  mark();
  changed();
}
const summary = (event) => [icon(event.g), el('span', {}, el('bdi', {}, (event.d || [''])[0]), ' ', headline(event)), el('small', { dir: 'auto' }, (event.q || '').slice(0, 90))];
const closer = () => button('×', shut, { class: 'close', 'aria-label': word('close') });
const icon = (g) => draw('svg', { class: 'icon', viewBox: '-11 -11 22 22', 'aria-hidden': 'true' }, draw('path', { class: `sign g-${D.groups[g].id}`, transform: 'scale(7)', d: D.groups[g].d }));
function reveal(...parts) {
  chosen.replaceChildren(...parts.filter(Boolean));
  chosen.hidden = false;
  chosen.scrollTop = 0;
  if (chosen.getBoundingClientRect().top > innerHeight - 80) chosen.scrollIntoView({ block: 'nearest' });
}
function shut() {
  state.event = -1;
  state.list = null;
  chosen.hidden = true;
  marking = null;
  mark();
  changed();
}
const able = typeof Highlight === 'function' && 'highlights' in CSS;
function mark() {
  for (const old of document.querySelectorAll('.box')) old.remove();
  if (able) for (const field of D.fields) CSS.highlights.delete(field);
  if (!marking || !marking[0]) return;
  const [node, event, box] = marking;
  D.fields.forEach((field) => {
    const ranges = slots(event, field).filter((f) => f[2] >= 0 && f[3] <= node.length).map((f) => {
      const range = document.createRange();
      range.setStart(node, f[2]);
      range.setEnd(node, f[3]);
      return range;
    });
    if (!ranges.length) return;
    if (able) CSS.highlights.set(field, new Highlight(...ranges));
    else ranges.forEach((range) => boxes(range, field, box));
  });
}
function boxes(range, field, box) {
  const from = box.getBoundingClientRect();
  for (const r of range.getClientRects()) {
    const made = el('div', { class: `box f-${field}` });
    Object.assign(made.style, { left: `${r.left - from.left}px`, top: `${r.top - from.top}px`, width: `${r.width}px`, height: `${r.height}px` });
    box.prepend(made);
  }
}

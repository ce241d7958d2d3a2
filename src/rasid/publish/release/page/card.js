// What was chosen: a list of incidents at one place, or one incident with all that the release says of it.
const chosen = byId('chosen');
const able = true;
const mark = () => {};

function openEvent(n, centre = false) {
  state.event = n;
  const event = D.events[n];
  const fields = el('dl', {});
  D.fields.forEach((field) => {
    const said = saidOf(event, field);
    if (said.length) fields.append(el('dt', {}, told('fields', field)), ...said.map((text) => el('dd', {}, el('bdi', {}, text))));
  });
  if (event.l) fields.append(el('dt', {}, word('conflicts')), ...event.l.map((c) => el('dd', {}, pooled(c))));
  const badges = el('p', { class: 'badges' }, ...(event.n || []).map((b) => el('span', {}, pooled(b))));
  const back = state.list && state.list.length > 1 && state.list.includes(n) ? button(word('back'), () => openList(state.list)) : null;
  reveal(el('div', { class: 'bar' }, back, closer()), el('h3', {}, icon(event.g), pooled(event.t)), badges,
    el('p', { class: 'note' }, event.q), fields, el('p', { class: 'small' }, `${word('id')} `, el('bdi', {}, event.id)));
  if (centre && event.p && event.p.length) show(boxOf(event.p.map((s) => spots[s])), Math.max(view.k, 4));
  changed();
}
function openList(events) {
  state.list = events;
  state.event = -1;
  const rows = events.slice(0, 200).map((n) => {
    const row = button('', () => openEvent(n), { class: 'line' });
    row.append(icon(D.events[n].g), el('span', {}, headline(D.events[n])), el('small', {}, D.events[n].q));
    return el('li', {}, row);
  });
  reveal(el('div', { class: 'bar' }, closer()), el('h3', {}, word('here', { n: events.length })), el('ul', { class: 'list' }, ...rows));
  changed();
}
const closer = () => button('×', shut, { class: 'close', 'aria-label': word('close') });
const icon = (g) => draw('svg', { class: 'icon', viewBox: '-11 -11 22 22', 'aria-hidden': 'true' }, draw('path', { class: `sign g-${D.groups[g].id}`, transform: 'scale(7)', d: D.groups[g].d }));
function reveal(...parts) {
  chosen.replaceChildren(...parts.filter(Boolean));
  chosen.hidden = false;
  if (chosen.getBoundingClientRect().top > innerHeight - 80) chosen.scrollIntoView({ block: 'nearest' });
}
function shut() {
  state.event = -1;
  state.list = null;
  chosen.hidden = true;
  changed();
}

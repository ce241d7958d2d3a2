// The incidents that pass as a table, some at a time; each cell says of which column it is, for screens that have no room for columns.
const AT_A_TIME = 50;
let rows = 0;

function fillRows(anew) {
  const box = byId('rows');
  if (anew) rows = AT_A_TIME;
  const left = D.events.map((_, n) => n).filter((n) => passing[n]);
  const head = el('tr', {}, ...D.columns.map((c) => el('th', { scope: 'col' }, D.fields.includes(c) ? told('fields', c) : word(c))));
  const table = el('table', { class: 'incidents' }, el('thead', {}, head), el('tbody', {}, ...left.slice(0, rows).map(row)));
  const more = left.length > rows ? button(`${word('more')} (${left.length - rows})`, () => { rows += AT_A_TIME * 4; fillRows(false); }) : null;
  box.replaceChildren(...(left.length ? [table, more] : [el('p', {}, word(D.events.length ? 'none_shown' : 'none'))]).filter(Boolean));
}
function row(n) {
  const event = D.events[n], texts = (field) => saidOf(event, field).join(comma());
  const open = button(pooled(event.t), () => { openEvent(n, true); byId('stage').scrollIntoView({ block: 'nearest' }); });
  const label = (c) => (D.fields.includes(c) ? told('fields', c) : word(c));
  return el('tr', {}, ...D.columns.map((c) => (c === 'event'
    ? el('td', { class: 'kind', 'data-label': label(c) }, el('span', {}, icon(event.g), open, (event.n || []).length ? ` · ${event.n.map(pooled).join(' · ')}` : ''))
    : el('td', { class: c, 'data-label': label(c) }, el('span', {}, c === 'sentence' ? event.q : texts(c === 'date' ? 'when' : c))))));
}

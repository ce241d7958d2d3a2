// The events that pass as a table, a hundred rows at a time.
const AT_A_TIME = 100;
let rows = 0;

function fillRows(anew) {
  const box = byId('rows');
  if (anew) rows = AT_A_TIME;
  const left = D.events.map((_, n) => n).filter((n) => passing[n]);
  const head = el('tr', {}, ...D.columns.map((c) => el('th', { scope: 'col' }, D.fields.includes(c) ? told('fields', c) : word(c))));
  const table = el('table', {}, el('thead', {}, head), el('tbody', {}, ...left.slice(0, rows).map(row)));
  const more = left.length > rows ? button(`${word('more')} (${left.length - rows})`, () => { rows += AT_A_TIME * 3; fillRows(false); }) : null;
  box.replaceChildren(...(left.length ? [table, more] : [el('p', {}, word(D.events.length ? 'none_shown' : 'none'))]).filter(Boolean));
}
function row(n) {
  const event = D.events[n], texts = (field) => saidOf(event, field).join(comma());
  const open = button(pooled(event.t), () => { openEvent(n, true); byId('stage').scrollIntoView({ block: 'nearest' }); });
  const place = [texts('where'), event.w ? word(event.w) : ''].filter(Boolean).join(comma());
  const cells = { date: texts('when'), place, who: texts('who'), whom: texts('whom'), toll: texts('toll'), says: texts('says'), sentence: event.q || '' };
  return el('tr', {}, ...D.columns.map((c) => (c === 'event'
    ? el('td', { class: 'kind' }, icon(event.g), open, (event.n || []).length ? ` · ${event.n.map(pooled).join(' · ')}` : '')
    : el('td', { dir: 'auto', class: c === 'sentence' ? 'quote' : c }, cells[c]))));
}

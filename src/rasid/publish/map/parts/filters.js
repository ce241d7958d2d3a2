// Which events pass, and the address that keeps the view: #lang, at, off, type, status, from, to, background, undated, event.
const form = document.querySelector('#filters form');
const passing = new Uint8Array(D.events.length).fill(1);
let keeping = 0;

function passes(event) {
  if (state.off.has(event.g) || (state.type >= 0 && event.t !== state.type) || (state.status && event.s !== state.status)) return false;
  if (event.b && !state.background) return false;
  const [start, end] = event.d || [];
  if (!start) return state.undated;
  return (!state.from || (end || start) >= state.from) && (!state.to || start <= state.to);
}
function sift() {
  D.events.forEach((event, n) => { passing[n] = passes(event) ? 1 : 0; });
  version++;
  const count = passing.reduce((a, b) => a + b, 0);
  byId('shown').textContent = word('shown', { n: count, all: D.events.length });
  listWithout();
  fillRows(true);
  changed();
}
function listWithout() {
  const box = byId('without'), left = D.events.map((_, n) => n).filter((n) => passing[n] && !(D.events[n].p || []).length);
  box.hidden = !left.length;
  box.firstElementChild.textContent = word('without', { n: left.length });
  box.lastElementChild.replaceChildren(...left.slice(0, 500).map((n) => {
    const event = D.events[n], row = button('', () => openEvent(n), { class: 'line' });
    row.append(icon(event.g), el('span', {}, el('bdi', {}, (event.d || [''])[0]), ' ', headline(event)), el('small', { dir: 'auto' }, [...saidOf(event, 'where').slice(0, 2), word(event.w)].join(' · ')));
    return el('li', {}, row);
  }));
}
function fillChoices() {
  const count = (of) => { const found = new Map(); for (const e of D.events) found.set(of(e), (found.get(of(e)) || 0) + 1); return [...found]; };
  const choice = (value, label) => el('option', { value }, label);
  const types = count((e) => e.t).sort((a, b) => pooled(a[0]).localeCompare(pooled(b[0])));
  form.elements.type.replaceChildren(choice(-1, word('every_type')), ...types.map(([t, n]) => choice(t, `${pooled(t)} (${n})`)));
  form.elements.status.replaceChildren(choice('', word('every_status')), ...count((e) => e.s).map(([s, n]) => choice(s, `${told('statuses', s)} (${n})`)));
  showChoices();
}
function showChoices() {
  for (const name of ['type', 'status', 'from', 'to']) form.elements[name].value = state[name];
  for (const name of ['background', 'undated']) form.elements[name].checked = state[name];
  for (const box of document.querySelectorAll('input[name=group]')) box.checked = !state.off.has(D.groups.findIndex((g) => g.id === box.value));
}
form.addEventListener('submit', (e) => e.preventDefault());
form.addEventListener('input', () => {
  state.type = Number(form.elements.type.value);
  for (const name of ['status', 'from', 'to']) state[name] = form.elements[name].value;
  for (const name of ['background', 'undated']) state[name] = form.elements[name].checked;
  sift();
});
form.addEventListener('reset', (e) => {
  e.preventDefault();
  Object.assign(state, { off: new Set(), type: -1, status: '', from: '', to: '', background: true, undated: true });
  showChoices();
  sift();
});
byId('groups').addEventListener('input', (e) => {
  const group = D.groups.findIndex((g) => g.id === e.target.value);
  state.off[e.target.checked ? 'delete' : 'add'](group);
  sift();
});

function keepAddress() {
  clearTimeout(keeping);
  keeping = setTimeout(() => {
    const told = new URLSearchParams();
    told.set('lang', state.side ? 'ar' : 'en');
    told.set('at', [latitude(view.y).toFixed(4), longitude(view.x).toFixed(4), zoomLevel().toFixed(2)].join(','));
    if (state.off.size) told.set('off', [...state.off].map((g) => D.groups[g].id).join(','));
    if (state.type >= 0) told.set('type', [D.pairs[state.type]].flat()[0]);
    for (const name of ['status', 'from', 'to']) if (state[name]) told.set(name, state[name]);
    for (const name of ['background', 'undated']) if (!state[name]) told.set(name, '0');
    if (state.event >= 0) told.set('event', D.events[state.event].id);
    history.replaceState(null, '', `#${told}`);
  }, 250);
}
function readAddress() {
  const told = new URLSearchParams(location.hash.slice(1));
  if (['ar', 'en'].includes(told.get('lang'))) state.side = told.get('lang') === 'ar' ? 1 : 0;
  const off = (told.get('off') || '').split(',').map((id) => D.groups.findIndex((g) => g.id === id)).filter((g) => g >= 0);
  const type = D.events.find((e) => [D.pairs[e.t]].flat()[0] === told.get('type'));
  const day = (name) => (/^\d{4}-\d\d-\d\d$/.test(told.get(name) || '') ? told.get(name) : '');
  const status = D.events.some((e) => e.s === told.get('status')) ? told.get('status') : '';
  Object.assign(state, { off: new Set(off), type: type ? type.t : -1, status, from: day('from'), to: day('to'), background: told.get('background') !== '0', undated: told.get('undated') !== '0' });
  state.event = D.events.findIndex((e) => e.id === told.get('event'));
  const at = (told.get('at') || '').split(',').map(Number);
  return at.length === 3 && at.every(Number.isFinite) && Math.abs(at[0]) < 85 && Math.abs(at[1]) <= 180 && at[2] > -3 && at[2] < 20 ? at : null;
}

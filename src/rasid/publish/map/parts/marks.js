// Spots → clusters at this scale → signs. clusters.py makes the same of them for the drawing that stands still.
const TOUCH = 38, SMALLEST = 9, LARGEST = 21, SIGN = 6.5, MANY = 4, MOST = 0.6, LEAST_AREA = 9;
const spots = D.spots.map(([x, y, lat, lon, reach, outline, name, held]) => ({ x, y, lat, lon, reach, outline, name, held, vague: reach > 0 || outline !== '', events: [] }));
D.events.forEach((event, n) => { for (const s of event.p || []) spots[s].events.push(n); });
const outlines = new Map([...layer.ground.querySelectorAll('path')].map((path) => [path.dataset.o, path.getAttribute('d')]));
const cache = { k: 0, version: -1, clusters: [] };
let version = 0; // of the filters: raised whenever other events pass

function clustersNow() {
  if (cache.k === view.k && cache.version === version) return cache.clusters;
  const waiting = spots.map((spot) => ({ spot, x: spot.x * view.k, y: spot.y * view.k, events: spot.events.filter((n) => passing[n]) })).filter((w) => w.events.length);
  waiting.sort((a, b) => b.events.length - a.events.length || a.x - b.x || a.y - b.y);
  const grid = new Map(), cell = (x, y) => `${x},${y}`, taken = new Uint8Array(waiting.length), made = [];
  waiting.forEach((w, n) => {
    const key = cell(Math.floor(w.x / TOUCH), Math.floor(w.y / TOUCH));
    if (!grid.has(key)) grid.set(key, []);
    grid.get(key).push(n);
  });
  waiting.forEach((w, n) => {
    if (taken[n]) return;
    const members = [];
    for (let dx = -1; dx < 2; dx++) for (let dy = -1; dy < 2; dy++) {
      for (const m of grid.get(cell(Math.floor(w.x / TOUCH) + dx, Math.floor(w.y / TOUCH) + dy)) || []) {
        if (!taken[m] && (waiting[m].x - w.x) ** 2 + (waiting[m].y - w.y) ** 2 <= TOUCH ** 2) members.push(m);
      }
    }
    members.sort((a, b) => a - b);
    for (const m of members) taken[m] = 1;
    made.push(cluster(members.map((m) => waiting[m])));
  });
  Object.assign(cache, { k: view.k, version, clusters: made });
  return made;
}
function cluster(members) {
  const events = [...new Set(members.flatMap((m) => m.events))].sort((a, b) => a - b), count = events.length;
  const radius = count === 1 ? SIGN : Math.min(LARGEST, SMALLEST + 1.6 * Math.floor(Math.log2(count)));
  return { x: members[0].spot.x, y: members[0].spot.y, spots: members.map((m) => m.spot), events, radius, vague: members.every((m) => m.spot.vague), name: nameOf(members) };
}
function nameOf(members) { // a pair of names
  const first = [D.pairs[members[0].spot.name]].flat(), named = [first[0], first[first.length - 1]];
  if (members.length < MANY) return members.length === 1 ? named : named.map((name) => `${name} …`);
  const counts = new Map(), whole = members.reduce((sum, m) => sum + m.events.length, 0);
  for (const m of members) counts.set(m.spot.held, (counts.get(m.spot.held) || 0) + m.events.length);
  const [most, count] = [...counts].sort((a, b) => b[1] - a[1])[0], found = [D.pairs[most]].flat();
  return count > MOST * whole ? [found[0], found[found.length - 1]] : ['', ''];
}
function shares(events) {
  const counts = new Map();
  for (const n of events) counts.set(D.events[n].g, (counts.get(D.events[n].g) || 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}
function ring(groups, radius) {
  if (groups.length === 1) return [draw('circle', { class: `ring g-${D.groups[groups[0][0]].id}`, r: radius })];
  const whole = groups.reduce((sum, g) => sum + g[1], 0);
  let at = -Math.PI / 2;
  return groups.map(([group, count]) => {
    const to = at + 2 * Math.PI * count / whole, point = (a) => `${radius * Math.cos(a)} ${radius * Math.sin(a)}`;
    const d = `M${point(at)}A${radius} ${radius} 0 ${to - at > Math.PI ? 1 : 0} 1 ${point(to)}`;
    at = to;
    return draw('path', { class: `ring g-${D.groups[group].id}`, d });
  });
}
function sign(c) {
  const [x, y] = toScreen(c.x, c.y), one = c.events.length === 1, event = D.events[c.events[0]];
  const label = one ? `${pooled(event.t)}, ${pair(c.name)}` : `${pair(c.name) || told('page', 'events')}: ${c.events.length}`;
  const node = draw('g', { class: 'pick', transform: `translate(${x} ${y})`, tabindex: 0, role: 'button', 'aria-label': label });
  node.append(draw('title', {}, label));
  if (c.events.includes(state.event)) node.append(draw('circle', { class: 'chosen', r: c.radius + 5 }));
  if (one) {
    const kinds = ['sign', `g-${D.groups[event.g].id}`, c.vague ? 'hollow' : '', event.s !== 'asserted' ? 'pale' : ''];
    node.append(draw('circle', { class: 'target', r: 14 }), draw('path', { class: kinds.filter(Boolean).join(' '), transform: `scale(${SIGN})`, d: D.groups[event.g].d }));
  } else {
    node.append(draw('g', { class: c.vague ? 'bubble vague' : 'bubble' },
      draw('circle', { class: 'disc', r: c.radius + 2.5 }), ...ring(shares(c.events), c.radius), draw('circle', { class: 'heart', r: c.radius - 2.5 }),
      draw('text', { class: 'count', y: c.radius * 0.32, 'font-size': Math.min(Math.max(9, c.radius * 0.85), 3 * c.radius / String(c.events.length).length) }, String(c.events.length))));
  }
  const act = () => pick(c);
  node.addEventListener('click', act);
  node.addEventListener('keydown', (e) => { if (e.key === 'Enter' || e.key === ' ') { e.preventDefault(); act(); } });
  return node;
}
function area(c) {
  const spot = c.spots[0], groups = shares(c.events);
  const kind = `area g-${groups.length === 1 ? D.groups[groups[0][0]].id : 'mixed'}`;
  if (spot.outline) return draw('path', { class: kind, d: outlines.get(spot.outline) || '', transform: layer.ground.getAttribute('transform'), 'stroke-width': 1.4 / view.k });
  const [cx, cy] = toScreen(c.x, c.y);
  return draw('circle', { class: kind, cx, cy, r: Math.max(LEAST_AREA, unitsOf(spot.reach, spot.lat) * view.k), 'stroke-width': 1.4 });
}
function inSight(c, margin = 30) {
  const [x, y] = toScreen(c.x, c.y);
  return x > -margin && y > -margin && x < view.width + margin && y < view.height + margin;
}
function boxOf(list) {
  const found = [Infinity, Infinity, -Infinity, -Infinity];
  for (const s of list) {
    const reach = unitsOf(s.reach, s.lat) * 0.3;
    found[0] = Math.min(found[0], s.x - reach); found[1] = Math.min(found[1], s.y - reach);
    found[2] = Math.max(found[2], s.x + reach); found[3] = Math.max(found[3], s.y + reach);
  }
  const pad = Math.max(40, found[2] - found[0], found[3] - found[1]) * 0.12;
  return [found[0] - pad, found[1] - pad, found[2] + pad, found[3] + pad];
}
function wholeBox() {
  const left = spots.filter((s) => s.events.some((n) => passing[n]));
  return left.length === spots.length || !left.length ? D.home : boxOf(left);
}
function pick(c) {
  const apart = c.spots.length > 1 && view.k < WIDEST * 0.9 && c.spots.some((s) => Math.hypot(s.x - c.x, s.y - c.y) * WIDEST > TOUCH);
  if (apart) show(boxOf(c.spots), Math.max(view.k * 1.5, TOUCH * 1.6 / nearestGap(c.spots)));
  else if (c.events.length > 1) openList(c.events);
  else openEvent(c.events[0]);
}
function nearestGap(list) {
  let gap = Infinity;
  for (const s of list.slice(1)) gap = Math.min(gap, Math.hypot(s.x - list[0].x, s.y - list[0].y) || Infinity);
  return gap === Infinity ? 1 : gap;
}
function redraw() {
  placeGround();
  placeTiles();
  const clusters = clustersNow(), seen = clusters.filter((c) => inSight(c));
  const areas = clusters.filter((c) => c.spots.length === 1 && c.vague && inSight(c, unitsOf(c.spots[0].reach || 300, c.spots[0].lat) * view.k + 30));
  layer.areas.replaceChildren(...areas.map(area));
  const focused = document.activeElement && document.activeElement.closest ? document.activeElement.closest('.pick') : null;
  const kept = focused ? focused.getAttribute('aria-label') : null;
  layer.signs.replaceChildren(...seen.slice().reverse().map(sign));
  if (kept) for (const node of layer.signs.children) if (node.getAttribute('aria-label') === kept) { node.focus({ preventScroll: true }); break; }
  placeNames(seen);
  const inside = new Set(clusters.filter((c) => inSight(c, 0)).flatMap((c) => c.events)), all = new Set(clusters.flatMap((c) => c.events));
  const beyond = all.size - inside.size;
  byId('outside').textContent = beyond ? word('outside_view', { n: beyond }) : '';
}

// The view: its middle in map units and its scale in pixels a unit; moving and zooming by mouse, wheel, fingers, keys and buttons.
const map = byId('map');
const layer = Object.fromEntries(['tiles', 'ground', 'areas', 'land-names', 'signs', 'names'].map((id) => [id, byId(id)]));
const lines = [...layer.ground.children].map((node) => [node, node.getAttribute('class')]);
const WIDTHS = { country: 1.2, province: 0.6, district: 0, disputed: 1 };
const view = { x: 0, y: 0, k: 1, width: 1, height: 1 };
const WIDEST = 2 ** 13 * 256 / D.world, FARTHEST = 0.006; // scales: a town fills the map; the whole world is small
let drawn = 0;

const zoomLevel = () => Math.log2(view.k * D.world / 256);
const toScreen = (x, y) => [(x - view.x) * view.k + view.width / 2, (y - view.y) * view.k + view.height / 2];
const latitude = (y) => (2 * Math.atan(Math.exp((0.5 - (y + D.origin[1]) / D.world) * 2 * Math.PI)) - Math.PI / 2) * 180 / Math.PI;
const longitude = (x) => (x + D.origin[0]) / D.world * 360 - 180;
const easting = (lon) => (lon + 180) / 360 * D.world - D.origin[0];
const northing = (lat) => (0.5 - Math.log(Math.tan(Math.PI / 4 + lat * Math.PI / 360)) / (2 * Math.PI)) * D.world - D.origin[1];
const unitsOf = (km, lat) => km / 40075 * D.world / Math.max(0.09, Math.cos(lat * Math.PI / 180));

function measure() {
  const box = map.getBoundingClientRect();
  view.width = Math.max(50, box.width);
  view.height = Math.max(50, box.height);
  map.setAttribute('viewBox', `0 0 ${view.width} ${view.height}`);
}
function show(box, most = WIDEST) {
  view.x = (box[0] + box[2]) / 2;
  view.y = (box[1] + box[3]) / 2;
  view.k = Math.min(most, view.width / Math.max(1, box[2] - box[0]), view.height / Math.max(1, box[3] - box[1]));
  changed();
}
function zoom(factor, x = view.width / 2, y = view.height / 2) {
  const k = Math.min(WIDEST, Math.max(FARTHEST, view.k * factor));
  view.x += (x - view.width / 2) * (1 / view.k - 1 / k);
  view.y += (y - view.height / 2) * (1 / view.k - 1 / k);
  view.k = k;
  changed();
}
function move(dx, dy) {
  view.x = Math.min(D.world - D.origin[0], Math.max(-D.origin[0], view.x - dx / view.k));
  view.y = Math.min(D.world - D.origin[1], Math.max(-D.origin[1], view.y - dy / view.k));
  changed();
}
function changed() {
  if (!drawn) drawn = requestAnimationFrame(() => { drawn = 0; redraw(); keepAddress(); });
}
function placeGround() {
  const left = view.width / 2 - view.x * view.k, top = view.height / 2 - view.y * view.k;
  layer.ground.setAttribute('transform', `translate(${left} ${top}) scale(${view.k})`);
  for (const [node, kind] of lines) {
    node.setAttribute('stroke-width', WIDTHS[kind] / view.k);
    if (kind === 'disputed') node.setAttribute('stroke-dasharray', `${4 / view.k} ${3 / view.k}`);
  }
}
function placeTiles() {
  if (!D.tiles) return;
  const z = Math.max(0, Math.min(18, Math.round(zoomLevel()))), count = 2 ** z, side = D.world / count;
  const first = [view.x - view.width / 2 / view.k + D.origin[0], view.y - view.height / 2 / view.k + D.origin[1]];
  const last = [first[0] + view.width / view.k, first[1] + view.height / view.k];
  const made = [];
  for (let ty = Math.max(0, Math.floor(first[1] / side)); ty <= Math.min(count - 1, Math.floor(last[1] / side)); ty++) {
    for (let tx = Math.max(0, Math.floor(first[0] / side)); tx <= Math.min(count - 1, Math.floor(last[0] / side)); tx++) {
      const [x, y] = toScreen(tx * side - D.origin[0], ty * side - D.origin[1]), size = side * view.k + 0.5;
      const href = D.tiles.replace('{z}', z).replace('{x}', tx).replace('{y}', ty);
      made.push(draw('image', { href, x, y, width: size, height: size }));
    }
  }
  layer.tiles.replaceChildren(...made);
}

const fingers = new Map();
let travelled = 0;
const spread = () => {
  const [a, b] = [...fingers.values()];
  return { x: (a[0] + b[0]) / 2, y: (a[1] + b[1]) / 2, gap: Math.hypot(a[0] - b[0], a[1] - b[1]) };
};
const inMap = (e) => { const box = map.getBoundingClientRect(); return [e.clientX - box.left, e.clientY - box.top]; };
map.addEventListener('pointerdown', (e) => {
  if (e.button) return;
  fingers.set(e.pointerId, inMap(e));
  if (fingers.size === 1) travelled = 0;
});
addEventListener('pointermove', (e) => {
  const before = fingers.get(e.pointerId);
  if (!before) return;
  const now = inMap(e);
  if (fingers.size === 1) {
    travelled += Math.hypot(now[0] - before[0], now[1] - before[1]);
    fingers.set(e.pointerId, now);
    if (travelled > 4) move(now[0] - before[0], now[1] - before[1]);
  } else if (fingers.size === 2) {
    const old = spread();
    fingers.set(e.pointerId, now);
    const next = spread();
    travelled = 99;
    move(next.x - old.x, next.y - old.y);
    zoom(next.gap / Math.max(1, old.gap), next.x, next.y);
  }
});
for (const kind of ['pointerup', 'pointercancel']) addEventListener(kind, (e) => fingers.delete(e.pointerId));
map.addEventListener('click', (e) => { if (travelled > 4) { e.stopPropagation(); e.preventDefault(); } }, true); // a drag is no choice
map.addEventListener('wheel', (e) => {
  e.preventDefault();
  const lines = e.deltaMode === 1 ? 16 : 1;
  zoom(2 ** (-Math.max(-120, Math.min(120, e.deltaY * lines)) / 180), ...inMap(e));
}, { passive: false });
map.addEventListener('dblclick', (e) => zoom(2, ...inMap(e)));
map.addEventListener('keydown', (e) => {
  const step = { ArrowLeft: [80, 0], ArrowRight: [-80, 0], ArrowUp: [0, 80], ArrowDown: [0, -80] }[e.key];
  if (e.ctrlKey || e.altKey || e.metaKey) return;
  if (step) move(...step);
  else if (e.key === '+' || e.key === '=') zoom(1.6);
  else if (e.key === '-' || e.key === '_') zoom(1 / 1.6);
  else if (e.key === '0') show(wholeBox());
  else return;
  e.preventDefault();
});
byId('nearer').addEventListener('click', () => zoom(1.8));
byId('farther').addEventListener('click', () => zoom(1 / 1.8));
byId('all').addEventListener('click', () => show(wholeBox()));

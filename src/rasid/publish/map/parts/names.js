// Names beside signs in both scripts, and of countries and provinces, as far as there is room.
const pen = document.createElement('canvas').getContext('2d');
const widths = new Map();
const FONT = getComputedStyle(document.body).fontFamily;
function widthOf(text, size, bold) {
  const key = `${bold}${size}${text}`;
  if (!widths.has(key)) { pen.font = `${bold ? 'bold ' : ''}${size}px ${FONT}`; widths.set(key, pen.measureText(text).width); }
  return widths.get(key);
}
function placeNames(clusters) {
  const taken = clusters.map((c) => { const [x, y] = toScreen(c.x, c.y); const r = c.radius + 2; return [x - r, y - r, x + r, y + r]; });
  const free = (r) => r[0] > 2 && r[1] > 2 && r[2] < view.width - 2 && r[3] < view.height - 2 && taken.every((t) => r[2] < t[0] || t[2] < r[0] || r[3] < t[1] || t[3] < r[1]);
  const beside = clusters.map((c) => {
    const first = pair(c.name), second = c.name[1 - state.side] === first ? '' : c.name[1 - state.side];
    if (!first || first.length > 30) return null;
    const parts = [[first, 'name', 12]].concat(second && c.spots.length === 1 ? [[second, 'other', 10]] : []);
    const wide = Math.max(...parts.map(([text, kind, size]) => widthOf(text, size, kind === 'name'))) + 2, high = parts.reduce((sum, p) => sum + p[2] * 1.25, 0);
    const [x, y] = toScreen(c.x, c.y), gap = c.radius + 6;
    const sides = [['start', x + gap, y - high / 2, x + gap], ['end', x - gap, y - high / 2, x - gap - wide], ['middle', x, y + gap - 2, x - wide / 2], ['middle', x, y - gap - high + 2, x - wide / 2]];
    for (const [anchor, at, top, left] of sides) {
      const box = [left, top, left + wide, top + high];
      if (!free(box)) continue;
      taken.push(box);
      let line = top;
      return parts.map(([text, kind, size]) => draw('text', { class: kind, 'text-anchor': anchor, x: at, y: (line += size * 1.25) - size * 0.3, 'font-size': size }, isolated(text)));
    }
    return null;
  });
  layer.names.replaceChildren(...beside.flatMap((b) => b || []));
  const land = D.labels.map(([points, kind, english, arabic]) => {
    const text = state.side ? arabic : english, size = kind === 'country' ? 15 : 10.5, wide = widthOf(text, size, kind === 'country');
    if (kind === 'province' && view.k < 0.35) return null;
    for (const point of points) {
      const [x, y] = toScreen(...point), box = [x - wide / 2, y - size, x + wide / 2, y + size * 0.3];
      if (!free(box)) continue;
      taken.push(box);
      return draw('text', { class: `land ${kind}`, x, y, 'font-size': size }, isolated(text));
    }
    return null;
  });
  layer['land-names'].replaceChildren(...land.filter(Boolean));
}

// From the still drawing to the moving map.
function speak() {
  document.documentElement.lang = state.side ? 'ar' : 'en';
  document.documentElement.dir = state.side ? 'rtl' : 'ltr';
  for (const node of document.querySelectorAll('[data-w]')) node.textContent = word(node.dataset.w);
  for (const node of document.querySelectorAll('[data-pair]')) node.textContent = pair(D.groups[node.dataset.pair].names);
  for (const node of document.querySelectorAll('[data-label]')) { node.setAttribute('aria-label', word(node.dataset.label)); if (node.tagName === 'BUTTON') node.title = word(node.dataset.label); }
  byId('language').textContent = word('other');
  byId('language').lang = state.side ? 'en' : 'ar';
  if (!D.titled) document.title = word('map');
  fillChoices();
  sift();
  if (state.event >= 0) openEvent(state.event);
  else if (!chosen.hidden && state.list) openList(state.list);
}
byId('language').addEventListener('click', () => { state.side = 1 - state.side; speak(); });
addEventListener('hashchange', () => arrive());
function arrive() {
  const at = readAddress();
  speak();
  if (at) Object.assign(view, { x: easting(at[1]), y: northing(at[0]), k: Math.min(WIDEST, Math.max(FARTHEST, 2 ** at[2] * 256 / D.world)) });
  else show(D.home);
  changed();
}
document.documentElement.classList.add('scripted');
if (D.tiles) document.documentElement.classList.add('tiled');
map.setAttribute('tabindex', '0');
measure();
arrive();
new ResizeObserver(() => { measure(); changed(); if (!able) mark(); }).observe(byId('stage'));

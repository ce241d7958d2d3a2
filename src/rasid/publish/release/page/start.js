// From the still page to the moving one. Each language has a page of its own: nothing here changes it.
function speak() {
  for (const node of document.querySelectorAll('[data-label]')) if (node.tagName !== 'TD') { node.setAttribute('aria-label', word(node.dataset.label)); if (node.tagName === 'BUTTON') node.title = word(node.dataset.label); }
  fillChoices();
  sift();
  if (state.event >= 0) openEvent(state.event);
}
function arrive() {
  const at = readAddress();
  state.side = D.side;
  speak();
  if (at) Object.assign(view, { x: easting(at[1]), y: northing(at[0]), k: Math.min(WIDEST, Math.max(FARTHEST, 2 ** at[2] * 256 / D.world)) });
  else show(D.home);
  changed();
}
addEventListener('hashchange', (e) => { if (location.hash.includes('=') || !location.hash) arrive(); });
document.documentElement.classList.add('scripted');
map.setAttribute('tabindex', '0');
measure();
arrive();
new ResizeObserver(() => { measure(); changed(); }).observe(byId('stage'));

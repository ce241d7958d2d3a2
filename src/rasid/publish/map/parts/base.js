'use strict';
// What the page holds, words in the language chosen, and elements made without ever reading text as markup.
const D = JSON.parse(document.getElementById('data').textContent);
const SVG = 'http://www.w3.org/2000/svg';
const state = { side: D.side, off: new Set(), type: -1, status: '', from: '', to: '', background: true, undated: true, event: -1, list: null };
const byId = (id) => document.getElementById(id);
const pair = (p) => (typeof p === 'string' ? p : p[state.side]);
const pooled = (n) => pair(D.pairs[n]);
const told = (section, key) => (Object.hasOwn(D.words[section], key) ? pair(D.words[section][key]) : String(key).replaceAll('_', ' '));
const word = (key, parts = {}) => told('page', key).replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(parts, name) ? parts[name] : whole));
const comma = () => (state.side ? '؛ ' : '; ');

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  for (const child of children) if (child !== null && child !== '') node.append(child);
  return node;
}
const el = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);
const draw = (tag, attributes = {}, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);
const isolated = (text) => (/[\u0600-\u06ff]/.test(text) ? `\u2067${text}\u2069` : text); // numbers beside Arabic, in a drawing laid from the left
const button = (label, act, attributes = {}) => {
  const made = el('button', { type: 'button', ...attributes }, label);
  made.addEventListener('click', act);
  return made;
};
// An event's fields by name: [words, start, end, the report's words where they stand elsewhere].
const slots = (event, field) => (event.f || []).filter((f) => D.fields[f[0]] === field);
const saidOf = (event, field) => [...new Set(slots(event, field).map((f) => pooled(f[1])))].filter(Boolean);
const headline = (event) => [pooled(event.t), ...(event.n || []).map(pooled)].join(' · ');

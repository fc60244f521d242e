// The source panel: beside the conversation on a wide screen, a sheet that Back closes on a narrow one.
// Citation links are real links: without this script they open as a page.
'use strict';
const words = JSON.parse(document.querySelector('meta[name="aanzet-words"]').content);
const byId = (id) => document.getElementById(id);
const all = (selector) => [...document.querySelectorAll(selector)];
const isPlain = (event) => event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
const isWide = () => window.matchMedia('(min-width: 900px)').matches;
let opener = null;

function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function panelFrame() {
  const panel = byId('bronpaneel');
  let frame = byId('bronkader');
  if (!frame) {
    const close = element('button', { type: 'button', id: 'bronsluiten', onclick: () => closeSource() }, words.close);
    const tab = element('a', { id: 'brontab', target: '_blank', rel: 'noopener' }, words.new_tab);
    const bar = element('div', { id: 'bronbalk' }, element('h2', {}, words.panel), tab, close);
    frame = element('iframe', { id: 'bronkader' });
    frame.addEventListener('load', tellPanel);
    panel.append(bar, frame);
  }
  panel.classList.add('open');
  byId('werkblad').classList.remove('alleen');
  return frame;
}

// A page of this site can be looked into; what a browser shows when the server is gone cannot.
function tellPanel() {
  const frame = byId('bronkader');
  const told = byId('bronstoring');
  let reached = null;
  try { reached = frame.contentDocument; } catch (refused) { reached = null; }
  if (told) told.remove();
  frame.hidden = !reached;
  if (reached) { followFrame(frame.contentWindow.location); return; }
  const again = element('button', { type: 'button', onclick: () => openSource(opener, true) }, words.again);
  byId('bronpaneel').append(element('div', { id: 'bronstoring', role: 'alert' }, words.panel_trouble + ' ', again));
}

// The panel may have turned to another citation by itself, by its map.
function followFrame(place) {
  const number = new URLSearchParams(place.search).get('nr');
  const same = (link) => link.pathname === place.pathname && new URL(link.href).searchParams.get('nr') === number;
  const link = opener && same(opener) ? opener : all('#gesprek a.cite').find(same);
  if (link) chooseLink(link); else unchoose();
}
function unchoose() {
  all('a[aria-current="true"]').forEach((other) => other.removeAttribute('aria-current'));
}
function chooseLink(link) {
  unchoose();
  link.setAttribute('aria-current', 'true');
  opener = link;
  byId('bronkader').title = link.title || words.panel;
  byId('brontab').href = link.href;
}

function openSource(link, byReader) {
  if (!byId('bronpaneel')) return false;
  const wasOpen = Boolean(byId('bronkader'));
  const frame = panelFrame();
  frame.hidden = false;
  frame.contentWindow.location.replace(link.href);
  chooseLink(link);
  if (byReader) {
    frame.addEventListener('load', () => frame.focus({ preventScroll: true }), { once: true });
    if (!isWide() && !wasOpen) history.pushState({ sheet: true }, '');
  }
  return true;
}

function closeSource(byReader = true) {
  if (history.state && history.state.sheet) { history.back(); return; }
  takeAway(byReader);
}

function takeAway(byReader) {
  byId('bronpaneel').classList.remove('open');
  all('#bronbalk, #bronkader, #bronstoring').forEach((part) => part.remove());
  showTab();
  if (opener && opener.isConnected) { opener.removeAttribute('aria-current'); if (byReader) opener.focus(); }
}
window.addEventListener('popstate', () => { if (byId('bronkader')) takeAway(true); });
window.addEventListener('message', (event) => {
  if (event.origin !== location.origin) return;
  if (event.data === 'aanzet:close') closeSource();
  const next = { 'aanzet:next': 1, 'aanzet:previous': -1 }[event.data];
  if (next && opener && beside(opener, next)) openSource(beside(opener, next), false);
});

// A source belongs to the tab of its citation: on another tab it makes room, and it comes back with its own.
const parted = new Set();
function showTab() {
  if (byId('bronkader') && opener && !opener.offsetParent) {
    parted.add(opener);
    takeAway(false);
    return;
  }
  const back = [...parted].find((link) => link.offsetParent);
  parted.delete(back);
  if (back && isWide() && !byId('bronkader')) openSource(back, false);
  const asking = byId('vraag') && byId('vraag').offsetParent;
  byId('werkblad').classList.toggle('alleen', !asking && !byId('bronkader'));
}

// With a citation in the panel, the left and right arrow keys, on a link or in the panel, walk through the citations.
function beside(link, step) {
  const cites = all('a.cite').filter((one) => one.offsetParent);
  return cites[cites.indexOf(link) + step];
}
document.addEventListener('keydown', (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step || !event.target.closest || !event.target.closest('a.cite')) return;
  const next = beside(event.target, step);
  if (!next) return;
  event.preventDefault();
  next.focus();
  if (byId('bronkader')) openSource(next, false);
});

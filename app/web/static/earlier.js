// Earlier conversations, kept in this browser alone, where the maintainer allows it; one button clears them all.
'use strict';
const KEPT = 'gesprekken';
const MOST_KEPT = 20;
const mayKeep = Boolean(document.querySelector('meta[name="aanzet-keeps"]'));
if (!mayKeep) keepWish(KEPT, '');

function earlier() {
  try { const found = JSON.parse(wish(KEPT) || '[]'); return Array.isArray(found) ? found : []; } catch { return []; }
}
// A conversation that goes on takes the place of what it was before.
function keepConversation(token, before) {
  if (!mayKeep) return;
  const title = byId('gesprek').querySelector('.gevraagd').textContent.trim().slice(0, 120);
  const others = earlier().filter((one) => one.token !== token && one.token !== before);
  keepWish(KEPT, JSON.stringify([{ token, title, at: Date.now() }, ...others].slice(0, MOST_KEPT)));
}
function listEarlier(part) {
  if (!mayKeep) return;
  const day = new Intl.DateTimeFormat('nl', { day: 'numeric', month: 'long' });
  const rows = earlier().map(({ token, title, at }) => element('li', {},
    element('a', { href: './?gesprek=' + encodeURIComponent(token) }, title),
    element('span', {}, ' ' + day.format(new Date(at)))));
  const clear = element('button', { type: 'button', id: 'wis', onclick: () => { keepWish(KEPT, ''); listEarlier(part); byId('menuknop').focus(); } }, words.clear);
  part.replaceChildren(element('h2', {}, words.earlier),
    ...(rows.length ? [element('ul', {}, ...rows), clear] : [element('p', {}, words.no_earlier)]));
}

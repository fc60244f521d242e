// The map of a source beside its text: a tick for each citation of the conversation around it, where it stands in the source.
'use strict';
const TICK = 26;
const map = document.querySelector('.kaart');

function conversation() {
  try { return window.parent === window ? null : window.parent.document.getElementById('gesprek'); } catch { return null; }
}
function ticks() {
  const around = conversation();
  if (!around || !map) return [];
  const found = new Map();
  for (const link of around.querySelectorAll('a.cite')) {
    const [, place, start, number] = link.getAttribute('href').match(/^bron\/(.*)~(\d+)-\d+\?nr=(\d+)/) || [];
    if (place && decodeURIComponent(place) === map.dataset.source) found.set(number, { href: link.href, start: Number(start), number });
  }
  return [...found.values()].sort((a, b) => a.start - b.start || a.number - b.number);
}
// Each at its place, at least TICK apart: from above, then those that fall off the end from below.
function places(starts, height) {
  const at = [];
  starts.forEach((start, row) => at.push(Math.max(start / map.dataset.length * (height - TICK), row ? at[row - 1] + TICK : 0)));
  for (let row = at.length - 1, most = height - TICK; row >= 0; row -= 1, most = at[row + 1] - TICK) at[row] = Math.min(at[row], most);
  return at;
}
// As many as there is room for: the citation that is shown, and those around it in the source.
function fitting(all, number, room) {
  const row = all.findIndex((one) => one.number === number);
  const first = Math.max(0, Math.min(row - Math.floor(room / 2), all.length - room));
  return all.slice(first, first + room);
}
function drawMap() {
  const height = window.innerHeight - 2 * TICK;
  const shownNumber = new URLSearchParams(location.search).get('nr');
  const shown = fitting(ticks(), shownNumber, Math.floor(height / TICK));
  if (!map || !shown.length) return;
  const at = places(shown.map((one) => one.start), height);
  map.replaceChildren(...shown.map((one, row) => {
    const tick = document.createElement('a');
    tick.href = one.href;
    tick.textContent = one.number;
    tick.setAttribute('aria-label', `${map.dataset.word} ${one.number}`);
    tick.style.top = `${at[row]}px`;
    if (one.number === shownNumber && new URL(one.href).pathname === location.pathname) tick.setAttribute('aria-current', 'true');
    return tick;
  }));
  map.hidden = false;
  document.body.classList.add('met-kaart');
}
drawMap();
window.addEventListener('resize', drawMap);
document.addEventListener('click', (event) => {
  const tick = event.target.closest('.kaart a');
  if (!tick || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  location.replace(tick.href);
});
document.addEventListener('keydown', (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const tick = event.target.closest && event.target.closest('.kaart a');
  const next = step && tick && (step > 0 ? tick.nextElementSibling : tick.previousElementSibling);
  if (!next) return;
  event.preventDefault();
  next.focus();
});

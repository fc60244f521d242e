// A source page: shows the marked words at once, and hands Esc to the page around it.
'use strict';
// Scrolls this window alone: scrollIntoView and a fragment in the address would move the page around the panel too.
function showMark() {
  const sheet = document.querySelector('.vel[data-mark-top]');
  const image = sheet && sheet.offsetParent && sheet.dataset.markTop && sheet.querySelector('img');
  const mark = image || document.getElementById('markering');
  if (!mark) return;
  const bar = document.querySelector('.balk');
  const covered = bar && getComputedStyle(bar).position === 'sticky' ? bar.offsetHeight : 0;
  const box = mark.getBoundingClientRect();
  const top = box.top + window.scrollY + box.height * (image ? Number(sheet.dataset.markTop) : 0);
  window.scrollTo(0, Math.max(0, top - covered - (window.innerHeight - covered) * 0.2));
  if (image) sheet.scrollLeft = image.offsetWidth * Number(sheet.dataset.markLeft) - sheet.clientWidth * 0.1;
}
// A strip that is wider than the screen begins at the marked words.
function showStrip() {
  const strip = document.querySelector('.strook');
  const image = strip && strip.querySelector('img');
  if (image) strip.scrollLeft = image.offsetWidth * Number(strip.dataset.markLeft) - strip.clientWidth * 0.06;
  return Boolean(image);
}
if (!showStrip()) showMark();
document.addEventListener('toggle', (event) => { if (event.target.matches('.heel[open]')) showMark(); }, true);
document.addEventListener('keydown', (event) => {
  const says = { Escape: 'aanzet:close', ArrowRight: 'aanzet:next', ArrowLeft: 'aanzet:previous' }[event.key];
  const moves = event.key !== 'Escape' && event.target.closest('input, .strook, .vel');
  const held = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;  // Alt and Left is the browser's Back
  if (says && !moves && !held && window.parent !== window) window.parent.postMessage(says, location.origin);
});
document.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (!button) return;
  if ('print' in button.dataset) window.print();
  const text = 'copyAddress' in button.dataset ? location.href.split('#')[0]
    : button.dataset.copy && document.getElementById(button.dataset.copy).textContent.trim();
  if (text) navigator.clipboard.writeText(text).then(() => { button.textContent = button.dataset.done; });
});
// In a sheet on a narrow screen Back closes the sheet: pages in it take each other's place in the history.
function inSheet() {
  try { return window.parent !== window && Boolean(window.parent.history.state && window.parent.history.state.sheet); } catch { return false; }
}
document.addEventListener('click', (event) => {
  const link = event.target.closest('a[href]');
  const elsewhere = !link || link.target || link.hasAttribute('download') || link.origin !== location.origin;
  if (elsewhere || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || !inSheet()) return;
  event.preventDefault();
  location.replace(link.href);
});
document.addEventListener('submit', (event) => {
  if (event.target.method !== 'get' || !inSheet()) return;
  event.preventDefault();
  location.replace(event.target.action + '?' + new URLSearchParams(new FormData(event.target)));
});
document.addEventListener('change', (event) => {
  const chosen = event.target.type === 'file' && event.target.closest('.bestand');
  if (chosen) chosen.querySelector('.gekozen').textContent = [...event.target.files].map((file) => file.name).join(', ');
});
if (location.hash === '#print') window.addEventListener('load', () => window.print());

// Places that were read, kept for this visit.
const READ = 'aanzet-gelezen';
const readPlaces = () => { try { return new Set(JSON.parse(sessionStorage.getItem(READ) || '[]')); } catch { return new Set(); } };
function showRead(read) {
  for (const box of document.querySelectorAll('input[data-read]')) {
    box.checked = box.dataset.read.split(' ').every((place) => read.has(place));
    box.closest('li').classList.toggle('gelezen', box.checked);
  }
}
window.addEventListener('pageshow', () => showRead(readPlaces()));
document.addEventListener('change', (event) => {
  const box = event.target.closest('input[data-read]');
  if (!box) return;
  const read = readPlaces();
  for (const place of box.dataset.read.split(' ')) if (box.checked) read.add(place); else read.delete(place);
  sessionStorage.setItem(READ, JSON.stringify([...read]));
  showRead(read);
});

// A source page: shows the marked words at once, and hands Esc to the page around it.
'use strict';
const sheet = document.querySelector('.vel[data-mark-top]');
function showMark() {
  const image = sheet.querySelector('img');
  const top = image.getBoundingClientRect().top + window.scrollY + image.clientHeight * Number(sheet.dataset.markTop);
  window.scrollTo(0, Math.max(0, top - window.innerHeight * 0.4));
}
if (sheet && sheet.dataset.markTop) showMark();
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && window.parent !== window) window.parent.postMessage('aanzet:close', location.origin);
});
document.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (!button) return;
  if ('print' in button.dataset) window.print();
  const text = 'copyAddress' in button.dataset ? location.href.split('#')[0]
    : button.dataset.copy && document.getElementById(button.dataset.copy).textContent.trim();
  if (text) navigator.clipboard.writeText(text).then(() => { button.textContent = button.dataset.done; });
});
if (location.hash === '#print') window.addEventListener('load', () => window.print());

// The lines around a citation in the picture of its page, while a pointer rests on the citation or the keyboard stands on it.
'use strict';
const PREVIEW_AFTER = 250;
let soon = 0;
let shownFor = null;
const hovers = window.matchMedia('(hover: hover)').matches;
const pictured = (target) => target && target.closest && target.closest('a.cite.beeld:not([aria-current="true"])');

function showPreview(link) {
  hidePreview();
  const [place] = link.getAttribute('href').split('?');
  const picture = element('img', { src: place + '.png?strook=1', alt: words.preview });
  const preview = element('div', { id: 'voorproef', role: 'tooltip' }, picture);
  picture.addEventListener('load', () => { placePreview(); preview.classList.add('klaar'); });
  preview.addEventListener('mouseleave', hidePreview);
  shownFor = link;
  byId('gesprekdeel').append(preview);
}
function placePreview() {
  const preview = byId('voorproef');
  if (!preview || !shownFor.isConnected) return;
  const at = shownFor.getBoundingClientRect();
  const room = preview.getBoundingClientRect();
  preview.style.left = Math.max(8, Math.min(at.left, document.documentElement.clientWidth - room.width - 8)) + 'px';
  const below = at.bottom + room.height < window.innerHeight || at.top < room.height;
  preview.style.top = (below ? at.bottom : at.top - room.height) + 'px';  // touching it, so that a pointer can go there
}
function hidePreview() {
  clearTimeout(soon);
  if (byId('voorproef')) byId('voorproef').remove();
}
function startPreview(link) {
  clearTimeout(soon);
  soon = setTimeout(() => { if (link.isConnected && pictured(link)) showPreview(link); }, PREVIEW_AFTER);
}
document.addEventListener('mouseover', (event) => { if (hovers && pictured(event.target)) startPreview(pictured(event.target)); });
document.addEventListener('mouseout', (event) => {
  const onto = event.relatedTarget;
  if (event.target.closest('a.cite') && !(onto && onto.closest && onto.closest('#voorproef'))) hidePreview();
});
document.addEventListener('focusin', (event) => {
  if (pictured(event.target) && event.target.matches(':focus-visible')) startPreview(pictured(event.target)); else hidePreview();
});
document.addEventListener('click', hidePreview, true);
document.addEventListener('scroll', placePreview, { capture: true, passive: true });
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || !byId('voorproef')) return;
  hidePreview();
  event.stopImmediatePropagation();
}, true);

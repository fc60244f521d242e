// Citation links are real links: without this script they open as a page, with it in the panel beside the conversation.
'use strict';
const words = {};
const byId = (id) => document.getElementById(id);
const isPlain = (event) => !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
let opener = null;

function openSource(link, moveFocus) {
  const panel = byId('bronpaneel');
  if (!panel) return false;
  let frame = byId('bronkader');
  if (!frame) {
    frame = document.createElement('iframe');
    frame.id = 'bronkader';
    panel.append(frame);
    panel.classList.add('open');
  }
  frame.title = link.getAttribute('aria-label') || 'Bron';
  frame.src = link.getAttribute('href') + '?nr=' + link.textContent.replace(/\D/g, '') + '#markering';
  document.querySelectorAll('a.cite[aria-current]').forEach((other) => other.removeAttribute('aria-current'));
  link.setAttribute('aria-current', 'true');
  opener = link;
  if (moveFocus) {
    frame.addEventListener('load', () => frame.focus(), { once: true });
    panel.scrollIntoView({ block: 'nearest', behavior: 'auto' });
  }
  return true;
}

document.addEventListener('click', (event) => {
  const link = event.target.closest && event.target.closest('a.cite[href^="/bron/"]');
  if (!link || !isPlain(event)) return;
  if (openSource(link, true)) { event.preventDefault(); event.stopPropagation(); }
}, true);

// The divider between conversation and source: by mouse, finger and keyboard; its place is kept in this browser.
'use strict';
const LEAST = 30, MOST = 70, STEP = 2;

function divide(share) {
  const percent = Math.min(MOST, Math.max(LEAST, Math.round(share)));
  byId('werkblad').style.setProperty('--verdeling', percent + '%');
  byId('verdeling').setAttribute('aria-valuenow', String(percent));
  keepWish('verdeling', percent === 50 ? '' : String(percent));
  window.dispatchEvent(new Event('resize'));  // gradio then looks again which tabs there is room for
}
function buildDivider() {
  const divider = element('div', { id: 'verdeling', tabIndex: 0, role: 'separator' });
  const facts = { 'aria-orientation': 'vertical', 'aria-valuemin': LEAST, 'aria-valuemax': MOST, 'aria-label': words.separator };
  for (const [name, value] of Object.entries(facts)) divider.setAttribute(name, String(value));
  divider.addEventListener('pointerdown', (event) => {
    divider.setPointerCapture(event.pointerId);
    byId('werkblad').classList.add('verdelen');
    event.preventDefault();
  });
  divider.addEventListener('pointermove', (event) => {
    if (!divider.hasPointerCapture(event.pointerId)) return;
    const sheet = byId('werkblad').getBoundingClientRect();
    divide(100 * (event.clientX - sheet.left) / sheet.width);
  });
  divider.addEventListener('lostpointercapture', () => byId('werkblad').classList.remove('verdelen'));
  divider.addEventListener('dblclick', () => divide(50));
  divider.addEventListener('keydown', (event) => {
    const now = Number(divider.getAttribute('aria-valuenow'));
    const next = { ArrowLeft: now - STEP, ArrowRight: now + STEP, Home: LEAST, End: MOST }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    divide(next);
  });
  byId('bronpaneel').append(divider);
  divide(Number(wish('verdeling')) || 50);
}
const drawn = new MutationObserver(() => {
  if (!byId('bronpaneel')) return;
  drawn.disconnect();
  buildDivider();
});
drawn.observe(document.documentElement, { subtree: true, childList: true });

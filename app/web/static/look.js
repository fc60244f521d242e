// How a reader wants to see the pages of this site: colours and size of letters, set before anything is drawn.
'use strict';
function wish(name) {
  try { return localStorage.getItem('aanzet-' + name) || ''; } catch { return ''; }
}
function keepWish(name, value) {
  try { if (value) localStorage.setItem('aanzet-' + name, value); else localStorage.removeItem('aanzet-' + name); } catch { return; }
}
function dress() {
  const dark = wish('colours') ? wish('colours') === 'dark' : window.matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset.colours = wish('colours');
  document.documentElement.dataset.letters = wish('letters');
  if (document.body && document.body.classList.contains('dark') !== dark) document.body.classList.toggle('dark', dark);
}
dress();
if (window.parent !== window) document.documentElement.dataset.panel = '';
window.addEventListener('storage', dress);

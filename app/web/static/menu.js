// The menu in the head: the tabs where there is no room for them, size of letters, colours, and earlier conversations.
'use strict';
const tabs = () => all('.tab-wrapper [role="tab"]');
const CHOICES = {
  letters: { '': words.letters_plain, larger: words.letters_larger, largest: words.letters_largest },
  colours: { '': words.colours_system, light: words.colours_light, dark: words.colours_dark },
};

function buildMenu() {
  const button = element('button', { id: 'menuknop', type: 'button', onclick: () => openMenu(byId('menulijst').hidden) }, words.menu);
  button.setAttribute('aria-expanded', 'false');
  button.setAttribute('aria-controls', 'menulijst');
  const list = element('div', { id: 'menulijst', hidden: true }, element('ul', { id: 'bladen' }),
    choice('letters', words.letters), choice('colours', words.colours), element('div', { id: 'eerder' }));
  byId('kop').append(element('div', { id: 'menu' }, button, list));
}

function choice(name, title) {
  const buttons = Object.entries(CHOICES[name]).map(([value, text]) => {
    const one = element('button', { type: 'button', onclick: () => choose(name, value) }, text);
    one.dataset.value = value;
    one.setAttribute('aria-pressed', String(wish(name) === value));
    return one;
  });
  return element('fieldset', { className: 'keuze', name }, element('legend', {}, title), ...buttons);
}
function choose(name, value) {
  keepWish(name, value);
  dress();
  all(`fieldset[name="${name}"] button`).forEach((one) => one.setAttribute('aria-pressed', String(one.dataset.value === value)));
}

function openMenu(open) {
  const list = byId('menulijst');
  if (open) { listTabs(); listEarlier(byId('eerder')); }
  list.hidden = !open;
  byId('werkblad').inert = open;
  byId('menuknop').setAttribute('aria-expanded', String(open));
}
function listTabs() {
  byId('bladen').replaceChildren(...tabs().map((tab) => {
    const one = element('button', { type: 'button', onclick: () => { tab.click(); openMenu(false); } }, tab.textContent.trim());
    if (tab.getAttribute('aria-selected') === 'true') one.setAttribute('aria-current', 'page');
    return element('li', {}, one);
  }));
}
document.addEventListener('click', (event) => {
  if (byId('menulijst') && !byId('menulijst').hidden && !event.composedPath().includes(byId('menu'))) openMenu(false);
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || !byId('menulijst') || byId('menulijst').hidden) return;
  openMenu(false);
  byId('menuknop').focus();
  event.stopImmediatePropagation();
}, true);

// --- Tabs: arrow keys choose another, and a reload keeps the one that was chosen ---
document.addEventListener('keydown', (event) => {
  const tab = event.target.closest && event.target.closest('[role="tab"]');
  if (!tab) return;
  const row = tabs();
  const last = row.length - 1;
  const here = row.indexOf(tab);
  const next = { ArrowRight: here === last ? 0 : here + 1, ArrowLeft: here ? here - 1 : last, Home: 0, End: last }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  row[next].click();
  row[next].focus();
});
document.addEventListener('click', (event) => {
  const tab = event.target.closest('[role="tab"]');
  if (tab) sessionStorage.setItem('tabblad', String(tabs().indexOf(tab)));
});
function restoreTab() {
  const kept = sessionStorage.getItem('tabblad');
  const [visit] = performance.getEntriesByType('navigation');
  if (kept && visit && visit.type !== 'navigate' && tabs()[kept]) tabs()[kept].click();
}

const built = new MutationObserver(() => {
  if (!byId('kop') || !tabs().length || !byId('vraag')) return;
  built.disconnect();
  buildMenu();
  restoreTab();
  dress();
  new MutationObserver(dress).observe(document.body, { attributes: true, attributeFilter: ['class'] });
});
built.observe(document.documentElement, { subtree: true, childList: true });

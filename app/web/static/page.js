// Citation links are real links: without this script they open as a page, with it in the panel beside the conversation.
// It also gives the keyboard its keys, keeps the address in step with the conversation, and puts gradio's own English
// labels into Dutch. All its words come from the message file.
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

// --- The source panel ---
function panelFrame() {
  const panel = byId('bronpaneel');
  let frame = byId('bronkader');
  if (!frame) {
    const close = element('button', { type: 'button', id: 'bronsluiten', onclick: () => closeSource() }, words.close);
    const tab = element('a', { id: 'brontab', target: '_blank', rel: 'noopener' }, words.new_tab);
    const bar = element('div', { id: 'bronbalk' }, element('h2', {}, words.panel), tab, close);
    frame = element('iframe', { id: 'bronkader' });
    panel.append(bar, frame);
  }
  panel.classList.add('open');
  byId('werkblad').classList.remove('alleen');
  return frame;
}

function openSource(link, byReader) {
  if (!byId('bronpaneel')) return false;
  const frame = panelFrame();
  const number = link.textContent.replace(/\D/g, '');
  const address = link.getAttribute('href') + (number ? '?nr=' + number : '');
  frame.title = link.title || words.panel;
  byId('brontab').href = address;
  frame.contentWindow.location.replace(address);
  all('a[aria-current="true"]').forEach((other) => other.removeAttribute('aria-current'));
  link.setAttribute('aria-current', 'true');
  opener = link;
  if (byReader) {
    frame.addEventListener('load', () => frame.focus({ preventScroll: true }), { once: true });
    if (!isWide()) byId('bronpaneel').scrollIntoView();
  }
  return true;
}

function closeSource(byReader = true) {
  const panel = byId('bronpaneel');
  panel.classList.remove('open');
  all('#bronbalk, #bronkader').forEach((part) => part.remove());
  showTab();
  if (opener && opener.isConnected) { opener.removeAttribute('aria-current'); if (byReader) opener.focus(); }
}

function showTab() {
  const asking = byId('vraag') && byId('vraag').offsetParent;
  byId('werkblad').classList.toggle('alleen', !asking && !byId('bronkader'));
}

// --- The question box ---
const questionBox = () => document.querySelector('#vraag textarea');
function typeQuestion(text) {
  const box = questionBox();
  box.value = text;
  box.dispatchEvent(new Event('input', { bubbles: true }));
}

function sendQuestion(text) {
  typeQuestion(text);
  requestAnimationFrame(() => document.querySelector('#vraag .submit-button').click());
}

// Answers come within a blink; only when one does not, the reader is told that the search goes on.
let waiting = null;
function startWaiting() {
  stopWaiting();
  if (byId('storing')) byId('storing').remove();
  waiting = setTimeout(() => {
    byId('vraagdeel').classList.add('wacht');
    byId('vraagdeel').prepend(element('p', { id: 'wachttekst', role: 'status' }, words.searching));
  }, 300);
}
function stopWaiting() {
  clearTimeout(waiting);
  waiting = null;
  if (byId('wachttekst')) byId('wachttekst').remove();
  if (byId('vraagdeel')) byId('vraagdeel').classList.remove('wacht');
}

let recalled = 0;
function recall(step) {
  const asked = all('#gesprek .gevraagd').map((heading) => heading.textContent);
  recalled = Math.min(Math.max(recalled + step, 0), asked.length);
  typeQuestion(recalled ? asked[asked.length - recalled] : '');
}

document.addEventListener('keydown', (event) => {
  const box = questionBox();
  if (event.key === 'Escape') {
    if (waiting) { byId('stop').click(); stopWaiting(); }
    else if (byId('bronkader')) closeSource();
  } else if (event.target === box && event.key === 'Enter' && !event.shiftKey && box.value.trim()) startWaiting();
  else if (event.target === box && event.key === 'ArrowUp' && (!box.value || recalled)) {
    recall(1); event.preventDefault();
  } else if (event.target === box && event.key === 'ArrowDown' && recalled) {
    recall(-1); event.preventDefault();
  } else if (event.target === box && event.key.length === 1) recalled = 0;
});
window.addEventListener('message', (event) => {
  if (event.origin === location.origin && event.data === 'aanzet:close') closeSource();
});

document.addEventListener('click', (event) => {
  const link = event.target.closest && event.target.closest('a.cite, a.alles, a.vraag, a.eigen');
  if (link && isPlain(event)) {
    const asked = link.classList.contains('vraag');
    const left = link.classList.contains('eigen');
    if (asked) sendQuestion(new URL(link.href).searchParams.get('vraag'));
    if (left) location.assign(link.href);
    if (asked || left || openSource(link, true)) { event.preventDefault(); event.stopPropagation(); }
  }
}, true);
document.addEventListener('click', (event) => {
  if (event.target.closest('[role="tab"]')) requestAnimationFrame(showTab);
  if (event.target.closest('#voorbeelden button, #vraag .submit-button')) startWaiting();
  if (event.target.closest('#stop')) stopWaiting();
});

// --- After every change of the page ---
const LABELS = {
  'chatbot conversation': words.chat, 'More tabs': words.more_tabs, Liked: words.liked, Disliked: words.disliked,
  Feedback: words.judgement,
};
function nameMessages() {
  all('[data-testid="bot"], [data-testid="user"]').forEach((message) => {
    const name = message.dataset.testid === 'bot' ? words.answer : words.question;
    if (message.getAttribute('aria-label') !== name) message.setAttribute('aria-label', name);
    if (message.getAttribute('role') !== 'article') message.setAttribute('role', 'article');
  });
  all('[aria-label]').forEach((part) => {
    const dutch = LABELS[part.getAttribute('aria-label')];
    if (!dutch) return;
    part.setAttribute('aria-label', dutch);
    if (part.title) part.title = dutch;
  });
  all('a.cite[title]:not([aria-label])').forEach((link) => link.setAttribute('aria-label', link.title));
}

// Gradio tells of trouble in English, in a box that the style hides; ours says it in Dutch.
let told = 0;
function tellTrouble() {
  const troubles = all('.toast-body').length;
  if (troubles > told) {
    stopWaiting();
    if (byId('storing')) byId('storing').remove();
    document.querySelector('main').append(element('p', { id: 'storing', role: 'alert' }, words.trouble));
  }
  told = troubles;
}

let shown = null;
function followAnswer() {
  const last = all('#gesprek .antwoord').pop();
  const link = last && last.querySelector('a.blijvend');
  const token = link ? link.getAttribute('href').split('/').pop() : '';
  if (!last) {
    if (shown) { history.replaceState(null, '', '/'); if (byId('bronkader')) closeSource(false); }
    shown = null;
    return;
  }
  sessionStorage.removeItem('vraag');
  const key = token + all('#gesprek .antwoord').length;
  if (key === shown) return;
  shown = key;
  stopWaiting();
  recalled = 0;
  if (token) history.replaceState(null, '', '/?gesprek=' + token);
  const question = all('#gesprek .gevraagd').pop();
  const message = question.closest('[data-testid]');
  const top = message.getBoundingClientRect().top;
  if (top < 0 || top > window.innerHeight * 0.3) message.scrollIntoView({ block: 'start' });
  const cite = last.querySelector('a.cite');
  if (last.querySelector('.geen')) { if (byId('bronkader')) closeSource(false); }
  else if (cite && isWide()) openSource(cite, false);
}

new MutationObserver(() => { nameMessages(); followAnswer(); tellTrouble(); }).observe(document.documentElement, {
  subtree: true, childList: true, attributes: true, attributeFilter: ['aria-label'],
});

// --- A question that was typed but not sent survives a reload ---
document.addEventListener('input', (event) => {
  if (event.target === questionBox()) sessionStorage.setItem('vraag', event.target.value);
});
const restore = new MutationObserver(() => {
  if (!questionBox()) return;
  restore.disconnect();
  const draft = sessionStorage.getItem('vraag');
  if (draft && !location.search.includes('vraag=')) setTimeout(() => { if (!questionBox().value) typeQuestion(draft); });
});
restore.observe(document.documentElement, { subtree: true, childList: true });

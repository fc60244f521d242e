// The question box and its states, the address in step with the conversation, and gradio's own English labels in Dutch.
// All words come from the message file.
'use strict';
const questionBox = () => document.querySelector('#vraag textarea');
function typeQuestion(text) {
  const box = questionBox();
  box.value = text;
  box.dispatchEvent(new Event('input', { bubbles: true }));
}

function sendQuestion(text) {
  typeQuestion(text);
  startWaiting(text);
  requestAnimationFrame(() => document.querySelector('#vraag .submit-button').click());
}

// --- Waiting: the question is echoed at once; later the reader hears that the search goes on, and may stop it ---
const TELL_AFTER = 2000;
const STOP_AFTER = 10000;
let waiting = null;
function startWaiting(question) {
  stopWaiting();
  if (byId('storing')) byId('storing').remove();
  if (byId('terugzetten')) byId('terugzetten').remove();
  const lines = [1, 2, 3].map(() => element('span', {}));
  const echo = element('div', { id: 'wachtvak' }, element('h2', { className: 'gevraagd' }, question),
    element('div', { className: 'skelet' }, ...lines));
  byId('vraagdeel').before(echo);
  byId('gesprekdeel').classList.add('wacht');
  waiting = [
    setTimeout(() => tellWaiting(words.searching), TELL_AFTER),
    setTimeout(() => { tellWaiting(words.slow); byId('vraagdeel').classList.add('traag'); }, STOP_AFTER),
  ];
  const box = questionBox();
  if (box.value.trim() === question.trim()) box.select();
  echo.scrollIntoView({ block: 'start' });
}
function tellWaiting(text) {
  if (!byId('wachttekst')) byId('vraagdeel').prepend(element('p', { id: 'wachttekst', role: 'status' }));
  byId('wachttekst').textContent = text;
}
function stopWaiting() {
  if (!waiting) return;
  waiting.forEach(clearTimeout);
  waiting = null;
  for (const part of ['wachttekst', 'wachtvak']) if (byId(part)) byId(part).remove();
  byId('gesprekdeel').classList.remove('wacht');
  byId('vraagdeel').classList.remove('traag');
}
// A second question waits in the box until the first is answered; the answer empties the box, so it is put back.
let next = null;
function refuseSecond(event) {
  event.preventDefault();
  event.stopPropagation();
  tellWaiting(words.one_at_a_time);
}
function putBack() {
  const text = next;
  next = null;
  if (text) requestAnimationFrame(() => setTimeout(() => { if (!questionBox().value) typeQuestion(text); }));
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
    if (waiting) byId('stop').click();
    else if (byId('bronkader')) closeSource();
  } else if (event.target === box && event.key === 'Enter' && !event.shiftKey && box.value.trim()) {
    if (waiting) refuseSecond(event); else startWaiting(box.value);
  } else if (event.target === box && event.key === 'ArrowUp' && (!box.value || recalled)) {
    recall(1); event.preventDefault();
  } else if (event.target === box && event.key === 'ArrowDown' && recalled) {
    recall(-1); event.preventDefault();
  } else if (event.target === box && event.key.length === 1) recalled = 0;
}, true);

document.addEventListener('click', (event) => {
  if (!event.target.closest) return;
  const link = event.target.closest('a.cite, a.alles, a.vraag, a.eigen, a.kopieer, a.deel');
  const asking = event.target.closest('#voorbeelden button, #vraag .submit-button');
  if (asking && event.isTrusted) {
    const text = asking.closest('#voorbeelden') ? asking.textContent : questionBox().value;
    if (waiting) refuseSecond(event); else if (text.trim()) startWaiting(text);
  }
  if (!link || !isPlain(event)) return;
  const is = (kind) => link.classList.contains(kind);
  if (is('vraag')) {
    if (waiting) { refuseSecond(event); return; }
    sendQuestion(new URL(link.href).searchParams.get('vraag'));
  } else if (is('eigen')) location.assign(link.href);
  else if (is('kopieer')) copyFrom(link);
  else if (is('deel')) share(link);
  else if (!openSource(link, true)) return;
  event.preventDefault();
  event.stopPropagation();
}, true);
document.addEventListener('click', (event) => {
  if (event.target.closest('[role="tab"]')) requestAnimationFrame(showTab);
  if (event.target.closest('#stop') && waiting) {
    const echoed = byId('wachtvak').firstChild.textContent;
    stopWaiting();
    next = null;
    if (!questionBox().value) typeQuestion(echoed);
  }
});

async function copyFrom(link) {
  const answer = await fetch(link.href);
  await navigator.clipboard.writeText((await answer.text()).trim());
  sayCopied(link);
}
function share(link) {
  const shared = navigator.share ? navigator.share({ url: link.href }) : navigator.clipboard.writeText(link.href);
  shared.then(() => { if (!navigator.share) sayCopied(link); }, () => {});
}
function sayCopied(link) {
  const before = link.textContent;
  link.textContent = words.copied;
  link.setAttribute('role', 'status');
  setTimeout(() => { link.textContent = before; link.removeAttribute('role'); }, 3000);
}

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
  all('.extra-feedback-option:not([data-done])').forEach((option) => { option.dataset.done = words.judged; });
  all('a.cite[title]:not([aria-label])').forEach((link) => link.setAttribute('aria-label', link.title));
}

// Gradio tells of trouble in English, in a box that the style hides; ours says it in Dutch.
let told = 0;
function tell(text) {
  stopWaiting();
  if (byId('storing')) byId('storing').remove();
  byId('vraagdeel').prepend(element('p', { id: 'storing', role: 'alert' }, text));
}
function tellTrouble() {
  const troubles = all('.toast-body').length;
  if (troubles > told) tell(words.trouble);
  told = troubles;
}

// A question that the server refuses (too many, too large) has a reason in Dutch; gradio would wait for an answer forever.
const send = window.fetch;
window.fetch = async (...sent) => {
  const answer = await send(...sent);
  if (waiting && !answer.ok && answer.url.includes('/gradio_api/')) {
    const plain = (answer.headers.get('content-type') || '').startsWith('text/plain');
    tell(plain ? await answer.clone().text() : words.failed);
  }
  return answer;
};

let lastToken = '';
let current = new URLSearchParams(location.search).get('gesprek') || '';
function offerUndo() {
  if (!lastToken) return;
  const link = element('a', { id: 'terugzetten', href: './?gesprek=' + lastToken }, words.undo);
  byId('vraagdeel').append(link);
}

let shown = null;
function followAnswer() {
  const last = all('#gesprek .antwoord').pop();
  const link = last && last.querySelector('a.blijvend');
  const token = link ? link.getAttribute('href').split('/').pop() : '';
  if (!last) {
    if (shown) {
      if (byId('bronkader')) takeAway(false);
      history.replaceState(null, '', './');
      offerUndo();
      current = '';
    }
    shown = null;
    return;
  }
  const key = token + all('#gesprek .antwoord').length;
  if (key === shown) return;
  shown = key;
  if (waiting) sessionStorage.removeItem('vraag');  // what was sent is no draft any more
  else next = sessionStorage.getItem('vraag');  // an answer that came all the same empties the box too
  stopWaiting();
  putBack();
  recalled = 0;
  if (token) {
    keepConversation(token, current);
    history.replaceState(null, '', './?gesprek=' + token);
    current = lastToken = token;
  }
  const question = all('#gesprek .gevraagd').pop();
  const message = question.closest('[data-testid]');
  const top = message.getBoundingClientRect().top;
  if (top < byId('kop').getBoundingClientRect().bottom || top > window.innerHeight * 0.3) message.scrollIntoView({ block: 'start' });
  const cite = last.querySelector('a.cite');
  if (last.querySelector('.oordeel.found, .oordeel.near') && cite && isWide()) openSource(cite, false);
  else if (byId('bronkader')) takeAway(false);
}

new MutationObserver(() => { nameMessages(); followAnswer(); tellTrouble(); }).observe(document.documentElement, {
  subtree: true, childList: true, attributes: true, attributeFilter: ['aria-label'],
});

// --- A question that was typed but not sent survives a reload ---
document.addEventListener('input', (event) => {
  if (event.target !== questionBox()) return;
  sessionStorage.setItem('vraag', event.target.value);
  if (waiting) next = event.target.value;
});
const restore = new MutationObserver(() => {
  if (!questionBox()) return;
  restore.disconnect();
  const draft = sessionStorage.getItem('vraag');
  if (draft && !location.search.includes('vraag=')) setTimeout(() => { if (!questionBox().value) typeQuestion(draft); });
});
restore.observe(document.documentElement, { subtree: true, childList: true });

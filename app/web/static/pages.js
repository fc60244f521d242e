'use strict';
const sheet = document.querySelector('.vel[data-mark-top]');
if (sheet && sheet.dataset.markTop) {
  const place = () => {
    const image = sheet.querySelector('img');
    const top = image.getBoundingClientRect().top + window.scrollY + image.clientHeight * Number(sheet.dataset.markTop);
    window.scrollTo(0, Math.max(0, top - window.innerHeight / 3));
  };
  place();
}

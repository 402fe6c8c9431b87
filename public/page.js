// For pages of signed-in users: times in the reader's zone, a menu that closes, and buttons that copy and print.
// All else works without it.
// As on the server: day before month, which can't be mistaken for another date.
const { lang } = document.documentElement;
const language = lang === 'en' ? 'en-GB' : lang;
const formats = {
  date: new Intl.DateTimeFormat(language, { dateStyle: 'medium' }),
  full: new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }),
};

for (const time of document.querySelectorAll('time')) {
  const at = new Date(time.dateTime);
  const shows = time.dataset.shows ?? 'full';
  if (shows in formats) time.textContent = formats[shows].format(at);
  if (shows !== 'full') time.title = formats.full.format(at);
}

const menu = document.querySelector('.menu');
const close = (focus) => {
  if (!menu?.open) return;
  menu.open = false;
  if (focus) menu.firstElementChild.focus();
};
addEventListener('click', ({ target }) => menu?.contains(target) || close(false));
addEventListener('keydown', ({ key }) => key === 'Escape' && close(true));

for (const button of document.querySelectorAll('[data-copies]')) {
  button.hidden = !navigator.clipboard;
  button.onclick = async () => {
    await navigator.clipboard.writeText(button.dataset.copies.replaceAll(' ', '\n'));
    button.textContent = button.dataset.done;
  };
}
for (const button of document.querySelectorAll('[data-prints]')) {
  button.hidden = false;
  button.onclick = () => print();
}

// For the console. The first part follows the events: when the server reports a new one, this loads the page again and shows its
// list. Without this script, the page shows the same after a reload.
const list = document.querySelector('[data-follow]');
if (list) {
  const source = new EventSource(list.dataset.follow);
  const isLive = (live) => { list.querySelector('[data-live]').hidden = !live; };
  source.onopen = () => isLive(true);
  source.onerror = () => isLive(false);
  source.onmessage = async () => {
    const answer = await fetch(location.href);
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = page.querySelector('[data-follow]');
    if (fresh) {
      list.replaceChildren(...fresh.childNodes);
      isLive(true);
    } else {
      // The page asks to confirm that it's them.
      location.reload();
    }
  };
}

// Shows an accent colour before it is saved, by the style sheet that pages get with it.
const accent = document.querySelector('[data-previews]');
if (accent) {
  const sheet = document.querySelector('#accent') ?? document.createElement('link');
  let timer;
  accent.oninput = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      sheet.rel = 'stylesheet';
      sheet.href = `${accent.dataset.previews}${accent.value.slice(1)}.css`;
      document.head.append(sheet);
    }, 100);
  };
}

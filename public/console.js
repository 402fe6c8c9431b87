// Follows the events in the console. When the server reports a new one, this loads the page again and shows its
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

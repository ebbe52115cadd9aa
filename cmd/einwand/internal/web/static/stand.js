// Keeps the page of an order up to date. Parts are exchanged only where they differ, so that the focus stays, and the sentence is
// read aloud when it says something else. Without scripts the page is asked for anew by itself.
const every = 2000;
const parts = (root) => [...root.querySelectorAll('[data-part]')];

async function look() {
  let next;
  try {
    const answer = await fetch(location.pathname, { headers: { Accept: 'text/html' } });
    if (answer.redirected || !answer.ok) return; // the login has ended, or the order is no longer there: the link says so
    next = new DOMParser().parseFromString(await answer.text(), 'text/html');
  } catch {
    setTimeout(look, every); // the line was gone for a moment
    return;
  }
  show(next);
  if (next.querySelector('[data-follow]')) setTimeout(look, every);
}

function show(next) {
  document.title = next.title;
  const fresh = parts(next);
  parts(document).forEach((old, i) => {
    if (!fresh[i] || old.innerHTML === fresh[i].innerHTML) return;
    const lost = old.contains(document.activeElement);
    if (!count(old, fresh[i])) old.replaceChildren(...fresh[i].childNodes);
    if (lost) document.querySelector('h1').focus({ preventScroll: true }); // what had the focus is gone
  });
}

// count moves a bar that is there already, instead of putting another in its place.
function count(old, fresh) {
  const [bar, next] = [old.querySelector('progress'), fresh.querySelector('progress')];
  if (!bar || !next) return false;
  old.querySelector('label').textContent = fresh.querySelector('label').textContent;
  for (const name of ['value', 'max']) {
    if (next.hasAttribute(name)) bar.setAttribute(name, next.getAttribute(name));
    else bar.removeAttribute(name);
  }
  return true;
}

setTimeout(look, every);

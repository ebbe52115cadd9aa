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
    const bar = old.querySelector('progress');
    const newBar = fresh[i].querySelector('progress');
    if (bar && newBar) return count(old, fresh[i], bar, newBar);
    const focused = old.contains(document.activeElement);
    old.replaceChildren(...fresh[i].childNodes);
    if (focused) document.querySelector('main').focus({ preventScroll: true }); // its button is gone
  });
}

// count moves the bar and leaves the buttons around it alone.
function count(old, fresh, bar, newBar) {
  old.querySelector('label').textContent = fresh.querySelector('label').textContent;
  for (const name of ['value', 'max', 'class']) {
    if (newBar.hasAttribute(name)) bar.setAttribute(name, newBar.getAttribute(name));
    else bar.removeAttribute(name);
  }
}

setTimeout(look, every);

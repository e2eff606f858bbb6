// Keeps a page up to date. Without it the page says what was when it was loaded.
'use strict';
(() => {
  const MOST_LINES = 5000;
  const PAUSE_MILLIS = 2000;
  const PATIENCE_MILLIS = 20000;
  const follow = document.body.dataset.follow;
  if (!follow) {
    return;
  }
  const badge = document.querySelector('.live');
  let due;
  let last = 0;

  // What the server says of the page now; what somebody has opened stays open.
  async function renew() {
    due = undefined;
    last = Date.now();
    let fresh;
    try {
      const answer = await fetch(location.pathname + location.search, {cache: 'no-cache'});
      if (answer.status === 404) {
        location.assign('/');
        return;
      }
      if (!answer.ok) {
        if (answer.status === 429 || answer.status >= 500) {
          soon(5000);
        }
        return;
      }
      fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    } catch {
      soon(5000);
      return;
    }
    const open = [...document.querySelectorAll('main details')].map(each => each.open);
    const log = document.getElementById('log');
    const main = fresh.querySelector('main');
    const freshLog = main.querySelector('#log');
    if (log && freshLog) {
      freshLog.replaceWith(log);
    }
    document.querySelector('main').replaceWith(main);
    const details = [...main.querySelectorAll('details')];
    if (details.length === open.length) {
      details.forEach((each, i) => { each.open = open[i]; });
    }
    document.title = fresh.title;
    if (log) {
      log.scrollTop = log.scrollHeight;
    }
  }

  // Much may happen at the same time, and each page is work for the service.
  function soon(millis) {
    const pause = last + PAUSE_MILLIS - Date.now();
    due = due || setTimeout(renew, Math.max(millis, pause));
  }

  function each(id, selector, action) {
    document.querySelectorAll(`[data-id="${id}"] ${selector}`).forEach(action);
  }

  function show(event) {
    const image = JSON.parse(event.data);
    each(image.id, '.progress progress', bar => { bar.value = image.percent_complete; });
    each(image.id, '.percent', text => {
      text.textContent = `${image.percent_complete} %`;
    });
    each(image.id, '.activity', text => { text.textContent = image.activity; });
    return image;
  }

  const known = new Map();

  function status(event) {
    const image = show(event);
    const before = known.get(image.id);
    known.set(image.id, image.status);
    const word = document.querySelector(`[data-id="${image.id}"] .badge`);
    if (before !== undefined || !word || word.dataset.status !== image.status) {
      soon(300);
    }
  }

  function line(event) {
    const log = document.getElementById('log');
    if (!log) {
      return;
    }
    const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
    log.append(event.data + '\n');
    while (log.childNodes.length > MOST_LINES) {
      log.firstChild.remove();
    }
    if (atEnd) {
      log.scrollTop = log.scrollHeight;
    }
  }

  // Somebody between may hold events back, and a browser may sleep over them.
  const watch = setInterval(() => {
    if (Date.now() - last > PATIENCE_MILLIS) {
      soon(0);
    }
  }, PATIENCE_MILLIS);

  const source = new EventSource(follow);
  source.addEventListener('open', () => { badge.hidden = false; });
  source.addEventListener('error', () => { badge.hidden = true; });
  source.addEventListener('status', status);
  source.addEventListener('step', show);
  source.addEventListener('percent', show);
  source.addEventListener('log', line);
  source.addEventListener('end', () => {
    source.close();
    clearInterval(watch);
    badge.hidden = true;
    soon(0);
  });
  const log = document.getElementById('log');
  if (log) {
    log.scrollTop = log.scrollHeight;
  }
})();

"""What is put into a page to see when it can be used, and how soon a press has been painted."""

from __future__ import annotations

from typing import Final

USABLE: Final = """
(() => {
  const seen = { heading: null, usable: null, broken: 0 };
  const shown = (one) => one && one.getClientRects().length > 0 && one.getBoundingClientRect().width > 0;
  const any = (what) => Array.from(document.querySelectorAll(what)).some(shown);
  const ready = () => any('main h1') && !any('main .loading') && !any('main [data-dash-is-loading]')
    && any(window.__answer || 'main table tbody tr, main .ag-row');
  function look() {
    if (seen.heading === null && any('main h1')) seen.heading = performance.now();
    const now = ready();
    if (now && seen.usable === null) seen.usable = performance.now();
    if (!now && seen.usable !== null) { seen.usable = null; seen.broken += 1; }
  }
  let planned = false;
  const plan = () => {
    if (planned) return;
    planned = true;
    requestAnimationFrame(() => setTimeout(() => { planned = false; look(); }, 0));
  };
  new MutationObserver(plan).observe(document, { childList: true, subtree: true, attributes: true });
  window.__seen = seen;
})();
"""
"""Times in milliseconds since the address was asked for, each after the frame that showed it. *Usable*: the
heading and the first table (or what ``__answer`` says stands in its place) are there and nothing spins."""

PRESS: Final = """
([what, done]) => new Promise((tell) => {
  const holds = new Function('return ' + done);
  const before = holds();
  const one = Array.from(document.querySelectorAll(what)).find((e) => e.getClientRects().length > 0);
  if (!one) { tell(null); return; }
  const begun = performance.now();
  one.click();
  const look = () => {
    if (holds() === before) {
      if (performance.now() - begun > 20000) { tell(null); return; }
      requestAnimationFrame(look);
      return;
    }
    const channel = new MessageChannel();
    channel.port1.onmessage = () => tell(performance.now() - begun);
    requestAnimationFrame(() => channel.port2.postMessage(0));
  };
  requestAnimationFrame(look);
})
"""
"""Press the first that is shown, and wait until the frame in which *done* has another value is painted."""

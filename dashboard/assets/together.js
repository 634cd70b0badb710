/* Several people at the same: asks quietly now and then whether others have changed what is shown. */
(function () {
  "use strict";
  const EVERY = 4000;
  const AWAY = 5 * 60 * 1000; /* whoever is away must not be kept logged in by this */
  const PATIENCE = 20000;
  let touched = Date.now();
  let asked = 0;
  function look() {
    const place = document.querySelector("[data-watch]");
    const now = Date.now();
    if (!place || document.visibilityState !== "visible" || now - touched > AWAY) return;
    const waits = place.title && now - asked < PATIENCE; /* a second answer must not replace what is pressed */
    if (waits || now - asked < 500) return;
    asked = now;
    window.dash_clientside.set_props(place.dataset.watch, { data: { at: now } });
  }
  function back() { touched = Date.now(); look(); }
  ["pointerdown", "keydown", "wheel", "touchstart"].forEach(function (kind) {
    document.addEventListener(kind, function () {
      const away = Date.now() - touched > AWAY;
      touched = Date.now();
      if (away) look();
    }, { capture: true, passive: true });
  });
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "visible") back();
  });
  window.addEventListener("focus", back);
  window.setInterval(look, EVERY);
  const none = () => [window.dash_clientside.no_update, window.dash_clientside.no_update];
  const told = (heard) => [heard.box || window.dash_clientside.no_update, heard.told];
  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    samskaping: Object.assign({}, (window.dash_clientside || {}).samskaping, {
      newsTeam: (heard, seen) => heard && seen && heard.since === seen.written ? told(heard) : none(),
      newsSeating: function (heard, base, held) {
        if (!heard || !base) return none();
        const mine = held && held.search === base.search && held.done.length + held.undone.length;
        const own = mine && held.version !== undefined ? held.version : base.version;
        return heard.since === (base.since === undefined ? own : base.since) ? told(heard) : none();
      },
    }),
  });
})();

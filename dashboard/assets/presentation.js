/* An answer shown to a room: begun by a button or by the address, led by buttons and keys, left by Escape. */
(function () {
  "use strict";
  const KEY = "visning";
  const VALUE = "presentasjon";
  const root = document.documentElement;
  let on = false;
  let at = 0;
  let count = 0;
  let path = "";
  let planned = 0;
  let larger = "";

  const bar = () => document.getElementById("presentasjon");
  const page = () => document.getElementById(bar().dataset.page);
  const parts = () => window.samskaping.parts;
  const names = () => window.samskaping.names;

  function query(change) {
    const held = new URLSearchParams(window.location.search);
    change(held);
    const text = held.toString().replace(/%2C/g, ",").replace(/%3A/g, ":");
    return window.location.pathname + (text ? "?" + text : "") + window.location.hash;
  }
  const asked = () => window.location.search.includes(KEY) && new URLSearchParams(window.location.search).get(KEY) === VALUE;
  const write = (address) => window.history.replaceState(window.history.state, "", address);
  const sign = () => { if (!asked()) write(query((held) => held.set(KEY, VALUE))); };
  const unsign = () => { if (asked()) write(query((held) => held.delete(KEY))); };

  /* the pages never see it: it changes nothing in the answer, so nobody is asked for one */
  const wanted = asked();
  unsign();

  const learned = () => names().knows(bar().dataset.asked, bar().dataset.language);

  function ask() {
    const mine = bar();
    if (mine && !learned()) {
      window.dash_clientside.set_props(mine.dataset.store, { data: mine.dataset.asked });
    }
  }

  const em = () => parseFloat(window.getComputedStyle(root).fontSize);
  const room = () => window.innerHeight - bar().offsetHeight - 2.4 * em();

  /* what stands in the bar beside the buttons: who decides on the suggestion is on every screen */
  function dress() {
    const banner = page().querySelector(".banner");
    bar().querySelector(".present-banner").textContent = banner ? banner.textContent : "";
    root.style.setProperty("--larger", String(Math.max(1, em() / 16)));
  }

  /* parts the page anew and stays where one was */
  function again(anchor) {
    const mine = bar();
    if (!on || !mine) return;
    if (!learned()) {
      root.dataset.navn = "venter";
      mine.querySelector(".present-position").textContent = mine.dataset.waiting;
      ask();
      return;
    }
    const main = document.getElementById(mine.dataset.main);
    names().hide(main);
    const waited = root.dataset.navn !== undefined;
    delete root.dataset.navn;
    if (waited) main.focus({ preventScroll: true });
    const here = anchor && anchor.isConnected ? anchor : null;
    dress();
    count = parts().part(page(), room());
    at = here ? parts().where(here) : Math.min(at, Math.max(0, count - 1));
    turn(at, waited);
    if (larger !== root.style.getPropertyValue("--larger")) {
      larger = root.style.getPropertyValue("--larger");
      window.dispatchEvent(new Event("resize"));  // charts measure themselves again
    }
  }

  function turn(to, aloud) {
    const mine = bar();
    at = Math.min(Math.max(to, 0), Math.max(0, count - 1));
    const said = parts().show(page(), at);
    const where = mine.dataset.position.replace("##", String(count)).replace("#", String(at + 1));
    mine.querySelector(".present-position").textContent = where;
    mine.querySelector('[data-present="back"]').setAttribute("aria-disabled", String(at === 0));
    mine.querySelector('[data-present="next"]').setAttribute("aria-disabled", String(at >= count - 1));
    window.scrollTo(0, 0);
    fit();
    if (aloud) tell(where + (said ? ": " + said : ""));
    seen.takeRecords();
  }

  function tell(said) {
    window.dash_clientside.set_props(bar().dataset.say, { children: said });
  }

  /* pictures that were hidden have no size until they are told to look again */
  function fit() {
    page().querySelectorAll("[data-graph]").forEach(function (box) {
      const cy = names().drawing(box);
      if (!cy || !box.getClientRects().length) return;
      cy.resize();
      cy.fit(cy.nodes(), 24);
    });
  }

  function begin(pressed) {
    if (on || !bar()) return;
    on = true;
    at = 0;
    path = window.location.pathname;
    root.dataset.visning = VALUE;
    sign();
    if (pressed && root.requestFullscreen) root.requestFullscreen().catch(() => null);
    document.getElementById(bar().dataset.main).focus({ preventScroll: true });
    again(null);
    if (learned()) turn(at, true);
  }

  function leave() {
    if (!on) return;
    on = false;
    delete root.dataset.visning;
    delete root.dataset.navn;
    root.style.removeProperty("--larger");
    larger = "";
    unsign();
    parts().leave();
    names().show();
    if (document.fullscreenElement) document.exitFullscreen().catch(() => null);
    const mine = bar();
    if (mine) {
      const button = document.getElementById(mine.dataset.begin);
      const shown = button && button.getClientRects().length;
      const back = shown ? button : document.getElementById("overskrift");
      if (back) back.focus({ preventScroll: false });
      tell(mine.dataset.left);
      fit();
    }
    window.dispatchEvent(new Event("resize"));
  }

  const acts = {
    begin: () => begin(true),
    next: () => turn(at + 1, true),
    back: () => turn(at - 1, true),
    leave: leave,
    screen: function () {
      if (document.fullscreenElement) document.exitFullscreen().catch(() => null);
      else if (root.requestFullscreen) root.requestFullscreen().catch(() => null);
    },
  };

  document.addEventListener("click", function (event) {
    const button = event.target.closest && event.target.closest("[data-present]");
    if (button) acts[button.dataset.present]();
  });
  /* whose names are hidden is known by the time of the press, so that the press itself asks nobody */
  ["pointerover", "focusin"].forEach((kind) => document.addEventListener(kind, function (event) {
    if (event.target.closest && event.target.closest('[data-present="begin"]')) ask();
  }));

  const below = () => root.scrollHeight - window.scrollY - window.innerHeight > 8;
  const keys = {
    ArrowRight: () => turn(at + 1, true),
    ArrowLeft: () => turn(at - 1, true),
    PageDown: () => (below() ? window.scrollBy(0, room() * 0.9) : turn(at + 1, true)),
    PageUp: () => (window.scrollY > 8 ? window.scrollBy(0, -room() * 0.9) : turn(at - 1, true)),
    Home: () => turn(0, true),
    End: () => turn(count - 1, true),
    Escape: leave,
  };
  document.addEventListener("keydown", function (event) {
    if (!on || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.defaultPrevented) return;
    const target = event.target.closest ? event.target : document.body;
    const busy = target.closest("input, textarea, select, [data-graph]") ||
      (event.key.startsWith("Arrow") && target.closest(".table-frame") && target.scrollWidth > target.clientWidth);
    if (!keys[event.key] || (busy && event.key !== "PageDown" && event.key !== "PageUp")) return;
    event.preventDefault();
    keys[event.key]();
    const held = document.activeElement;
    if (on && held && held !== document.body && !held.getClientRects().length) {
      document.getElementById(bar().dataset.main).focus({ preventScroll: true });
    }
  });

  /* the browser itself takes Escape in full screen: then the presentation is left as well */
  document.addEventListener("fullscreenchange", function () {
    if (!document.fullscreenElement && on) leave();
    else later();
  });
  window.addEventListener("popstate", function () {
    if (asked()) {
      unsign();
      window.setTimeout(() => (on ? sign() : begin(false)));
    } else if (on) leave();
  });
  window.addEventListener("resize", () => { if (on) later(); });

  function later() {
    window.clearTimeout(planned);
    planned = window.setTimeout(() => again(parts().anchor(at)), 120);
  }

  /* what comes later, from the server or from a picture, is screened before it is painted */
  const seen = new MutationObserver(function (changes) {
    const mine = bar();
    if (!on) {
      if (wanted && !begun && mine && !document.querySelector(".loading")) {
        begun = true;
        begin(false);
      } else if (mine && asked()) unsign();
      return;
    }
    if (!mine || window.location.pathname !== path) {
      leave();
      return;
    }
    sign();
    const main = document.getElementById(mine.dataset.main);
    const ours = changes.some((change) => main.contains(change.target));
    if (!ours) return;
    if (learned()) names().hide(main);
    seen.takeRecords();
    if (changes.some((change) => change.type === "childList" && change.target.closest &&
        !change.target.closest("svg, .graph, .js-plotly-plot"))) later();
  });
  let begun = false;
  seen.observe(document.documentElement, { childList: true, subtree: true, characterData: true });

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    samskaping: Object.assign({}, (window.dash_clientside || {}).samskaping, {
      learn: function (told) {
        if (told) names().learn(told);
        if (on) again(null);
        return window.dash_clientside.no_update;
      },
    }),
  });
})();

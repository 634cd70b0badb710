/* What the browser does by itself: navigation, focus, light and dark, undo. No outside host is asked. */
(function () {
  "use strict";
  const none = () => window.dash_clientside.no_update;
  const narrow = window.matchMedia("(max-width: 760px)");

  /* links within the dashboard change the address without loading the page anew */
  function follow(address) {
    window.history.pushState({}, "", address);
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
    window.scrollTo(0, 0);
  }

  /* a query as the server writes it */
  function written(query) {
    const text = query.toString().replace(/%2C/g, ",").replace(/%3A/g, ":");
    return text && "?" + text;
  }

  /* light and dark are a matter of the browser alone; kept as a store of that name keeps it */
  const root = document.documentElement;
  const isDark = () => root.getAttribute("data-mantine-color-scheme") === "dark";
  function turnScheme() {
    const next = isDark() ? "light" : "dark";
    root.setAttribute("data-mantine-color-scheme", next);
    window.localStorage.setItem("fargevalg", JSON.stringify(next));
    window.localStorage.setItem("fargevalg-timestamp", String(Date.now()));
    tellScheme();
  }
  function tellScheme() {
    const button = document.getElementById("fargevalg-knapp");
    const pressed = String(isDark());
    if (button && button.getAttribute("aria-pressed") !== pressed) button.setAttribute("aria-pressed", pressed);
  }

  /* another query on the same page */
  function ask(search) {
    if (search === window.location.search) return;
    window.history.pushState({}, "", search || window.location.pathname);
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
  }

  /* a link that sets one part of the query leaves the rest as it is, and the reader where they are */
  function choose(link) {
    const query = new URLSearchParams(window.location.search);
    query.set(link.dataset.set, link.dataset.value);
    ask(written(query));
    const shown = document.getElementById(link.dataset.show);
    if (shown) shown.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("click", function (event) {
    const link = event.target.closest("a[data-internal]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
      event.preventDefault();
      if (link.dataset.set) choose(link); else follow(link.getAttribute("href"));
      return;
    }
    const goes = event.target.closest("[data-go]");
    if (goes) {
      ask(goes.dataset.go);
      return;
    }
    if (event.target.closest("#fargevalg-knapp")) {
      turnScheme();
      return;
    }
    const presses = event.target.closest("[data-press]");
    if (presses) {
      const said = Object.assign(JSON.parse(presses.dataset.said), { at: Date.now() });
      window.dash_clientside.set_props(presses.dataset.press, { data: said });
      return;
    }
    const menu = event.target.closest("[data-menu]");
    if (menu) {
      const open = menu.getAttribute("aria-expanded") !== "true";
      menu.setAttribute("aria-expanded", String(open));
      return;
    }
    const skip = event.target.closest("a.skip");
    if (skip) {
      event.preventDefault();
      const main = document.getElementById("hovedinnhold");
      main.focus();
      main.scrollIntoView();
      return;
    }
    const copy = event.target.closest("[data-copy]");
    if (copy && navigator.clipboard) {
      const source = document.getElementById(copy.dataset.copy);
      navigator.clipboard.writeText(source.textContent).then(function () {
        window.dash_clientside.set_props("kunngjoring", { children: copy.dataset.copied });
        copy.classList.add("done");
        window.setTimeout(() => copy.classList.remove("done"), 1600);
      });
    }
  });

  /* Enter in a plain field of a form presses its button, once the field has told what stands in it */
  document.addEventListener("keydown", function (event) {
    const form = event.key === "Enter" && event.target.closest && event.target.closest("[data-submit]");
    const plain = form && event.target.matches("input:not([aria-haspopup])");
    if (plain) window.setTimeout(() => document.getElementById(form.dataset.submit).click(), 80);
  });

  /* the reasons of a seat are open where there is room, and one press away where there is not */
  function foldReasons() {
    document.querySelectorAll("details.fold-narrow:not([data-seen])").forEach(function (fold) {
      fold.dataset.seen = "1";
      if (narrow.matches) fold.open = false;
    });
  }

  /* Mantine's lists to choose from do not say that they are combo boxes, nor whether and which list is open */
  function nameCombos() {
    document.querySelectorAll('input[aria-haspopup="listbox"]').forEach(function (field) {
      field.setAttribute("role", "combobox");
      const open = field.dataset.expanded === "true";
      field.setAttribute("aria-expanded", String(open));
      const list = open && !field.hasAttribute("aria-controls") && document.querySelector("[role=listbox][id]");
      if (list) field.setAttribute("aria-controls", list.id);
    });
  }

  /* what had focus may be made anew with the answer: focus stays on the same field, or the same button; a
     button or link that is no longer there with the answer hands it on to the answer's heading */
  let held = null;
  let within = false;
  document.addEventListener("focusin", function (event) {
    held = event.target;
    within = held.matches("a, button") && Boolean(held.closest(".results"));
  });
  function key(id) {
    try {
      const said = JSON.parse(id);
      return said.key === undefined ? null : said.type + " " + said.key;
    } catch (_) {
      return null;
    }
  }
  function successor(gone) {
    const id = gone.id;
    if (gone.dataset.key) return document.querySelector(`[data-key="${CSS.escape(gone.dataset.key)}"]`);
    const same = id && document.getElementById(id);
    if (same || !id || id[0] !== "{" || key(id) === null) return same;
    return Array.from(document.querySelectorAll('[id^="{"]')).find((one) => key(one.id) === key(id));
  }
  const lost = () => held && !held.isConnected && document.activeElement === document.body;
  /* at once, so that no key that is pressed meanwhile is lost */
  function keepFocus() {
    const again = lost() && successor(held);
    if (again) again.focus({ preventScroll: true });
  }
  /* when everything of the answer is there, and it is not */
  function giveUpFocus() {
    if (!lost()) return;
    const heading = within && document.querySelector(".results h2");
    if (!within) held = null;
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus();
  }

  /* focus on the heading of a new page, which may be drawn some frames after it is told of */
  let unheaded = false;
  function focusHeading() {
    const heading = unheaded && document.getElementById("overskrift");
    if (!heading) return;
    unheaded = false;
    heading.focus({ preventScroll: true });
  }

  let planned = false;
  new MutationObserver(function () {
    keepFocus();
    if (planned) return;
    planned = true;
    window.requestAnimationFrame(function () {
      planned = false;
      foldReasons();
      nameCombos();
      tellScheme();
      focusHeading();
      giveUpFocus();
    });
  }).observe(document.documentElement, {
    childList: true, subtree: true, attributes: true,
    attributeFilter: ["data-expanded", "data-mantine-color-scheme"],
  });

  /* where a move leads: somebody may have gone on while its answer was on its way, and keeps what they changed
     then; but what was asked of one dataset is nothing to another */
  function destination(moved) {
    if (window.location.search === moved.left) return moved.reached;
    const [left, reached, here] = [moved.left, moved.reached, window.location.search]
      .map((search) => new URLSearchParams(search));
    const dataset = left.get("datasett") || reached.get("datasett");
    if (here.has("datasett") && here.get("datasett") !== dataset) return none();
    for (const key of new Set([...left.keys(), ...reached.keys()])) {
      const asked = reached.getAll(key);
      if (JSON.stringify(asked) === JSON.stringify(left.getAll(key))) continue;
      here.delete(key);
      asked.forEach((value) => here.append(key, value));
    }
    return written(here);
  }

  function partOf(query, parts) {
    const named = query.get("del");
    return parts.includes(named) ? named : parts[0];
  }

  let arrived = null;
  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    samskaping: Object.assign({}, (window.dash_clientside || {}).samskaping, {
      /* a new page: title, language, and focus on its heading (not on the very first load) */
      arrive: function (told) {
        if (!told) return none();
        document.title = told.title;
        document.documentElement.lang = told.language;
        const before = arrived;
        arrived = told.path;
        if (before !== null && before !== told.path) {
          unheaded = true;
          window.requestAnimationFrame(focusHeading);
        }
        return "";
      },
      say: (said) => said || none(),
      /* what a page asks for, both at once; that they are drawn asks for nothing */
      passOn: function (moved, changed) {
        const asked = window.dash_clientside.callback_context.triggered.map((one) => one.prop_id);
        const told = (store, value) => (value !== null && value !== undefined && asked.includes(`${store}.data`)
          ? value : none());
        const to = told("til-adressen", moved);
        return [to === none() ? to : destination(to), told("til-endret", changed)];
      },
      /* a choice of part goes into the address, and an address that names another part changes the choice */
      turnTo: function (part, parts) {
        const query = new URLSearchParams(window.location.search);
        if (!parts || part === partOf(query, parts)) return none();
        if (part === parts[0]) query.delete("del"); else query.set("del", part);
        return written(query);
      },
      turnedTo: function (search, parts, part) {
        const asked = partOf(new URLSearchParams(search || ""), parts);
        return asked === part ? none() : asked;
      },
      remember: function (search, path, held) {
        const list = held && held.path === path ? held.list : [];
        const kept = list[list.length - 2] === search ? list.slice(0, -1)
          : list[list.length - 1] === search ? list : list.concat([search]).slice(-50);
        document.documentElement.dataset.undo = kept.length > 1 ? "1" : "0";
        return { path: path, list: kept };
      },
      undo: function (clicks, held) {
        return clicks && held && held.list.length > 1 ? held.list[held.list.length - 2] : none();
      },
      scheme: (stored) => stored || none(),
    }),
  });
})();

/* Gruppeinndeling: names are dragged to another group, or onto another name; every drag has a twin in the panel
   that a press on the name opens. What is asked for goes to a store, and the server answers. */
(function () {
  "use strict";
  const set = (id, data) => window.dash_clientside.set_props(id, { data: data });
  const near = (event, what) => (event.target.closest ? event.target.closest(what) : null);
  let dragged = null;
  let over = null;

  /* -- dragging ---------------------------------------------------------------------------------------- */
  function mark(target, kind) {
    if (over && over !== target) over.classList.remove("drop-move", "drop-swap");
    over = target;
    if (target) target.classList.add(kind);
  }
  function target(event) {
    const card = near(event, "[data-group]");
    if (!dragged || !card) return null;
    const chip = near(event, "[data-person]");
    const elsewhere = card.dataset.group !== dragged.group;
    if (chip && elsewhere && dragged.group) return { element: chip, kind: "bytt", to: chip.dataset.person };
    return elsewhere ? { element: card, kind: "flytt", to: card.dataset.group } : null;
  }
  document.addEventListener("dragstart", function (event) {
    const chip = near(event, "[data-person]");
    if (!chip) return;
    dragged = { person: chip.dataset.person, group: chip.dataset.of, round: Number(chip.dataset.at) };
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", chip.dataset.name);
    document.documentElement.classList.add("dragging-person");
    chip.classList.add("dragged");
  });
  document.addEventListener("dragover", function (event) {
    const found = target(event);
    if (dragged && near(event, ".group-board")) event.preventDefault();
    if (dragged) event.dataTransfer.dropEffect = found ? "move" : "none";
    mark(found && found.element, found && found.kind === "bytt" ? "drop-swap" : "drop-move");
  });
  document.addEventListener("drop", function (event) {
    const found = target(event);
    if (!dragged) return;
    event.preventDefault();
    if (found) {
      recall(dragged.person);
      set("gruppe-flytt", { step: [found.kind, dragged.person, found.to, dragged.round], count: Date.now() });
    }
    ended();
  });
  /* a name that was dropped may be drawn anew before it hears that the dragging has ended */
  function ended() {
    mark(null);
    dragged = null;
    document.documentElement.classList.remove("dragging-person");
    document.querySelectorAll(".person.dragged").forEach((chip) => chip.classList.remove("dragged"));
  }
  document.addEventListener("dragend", ended);

  /* -- the panel, and where focus goes ------------------------------------------------------------------- */
  let again = null;
  let opened = "";
  let shownOf = ""; /* whose panel is open or on its way */
  function recall(person) { again = { person: person, until: Date.now() + 20000 }; }
  document.addEventListener("click", function (event) {
    const chip = near(event, "[data-person]");
    if (chip) {
      opened = "";
      shownOf = chip.dataset.person;
      set("gruppe-valgt", { person: chip.dataset.person, round: Number(chip.dataset.at), at: Date.now() });
      return;
    }
    const panel = near(event, "[data-of-person]");
    if (panel && near(event, "button")) recall(panel.dataset.ofPerson);
  });
  function follow() {
    const heading = document.querySelector("[data-panel]");
    if (heading && heading.dataset.panel !== opened) {
      opened = heading.dataset.panel;
      heading.focus({ preventScroll: true });
    }
    if (!heading) opened = "";
    const about = heading && heading.closest("[data-of-person]").dataset.ofPerson;
    document.querySelectorAll("[data-person]").forEach(function (chip) {
      const mine = Boolean(about) && chip.dataset.person === about;
      if (chip.classList.contains("chosen") !== mine) chip.classList.toggle("chosen", mine);
    });
    if (!again) return;
    if (Date.now() > again.until) { again = null; return; }
    const lost = !document.activeElement || document.activeElement === document.body;
    if (heading || !lost) return;
    const chip = Array.from(document.querySelectorAll("[data-person]"))
      .find((one) => one.dataset.person === again.person);
    const next = chip || document.getElementById("gruppe-angre");
    if (next) next.focus({ preventScroll: false });
  }
  ["pointerdown", "keydown"].forEach(function (kind) {
    document.addEventListener(kind, function () { again = null; }, true);
  });
  let planned = false;
  new MutationObserver(function () {
    if (planned) return;
    planned = true;
    window.requestAnimationFrame(function () { planned = false; follow(); });
  }).observe(document.documentElement, { childList: true, subtree: true });

  /* -- keys ------------------------------------------------------------------------------------------------ */
  const press = (id) => { const button = document.getElementById(id); if (button) button.click(); };
  document.addEventListener("keydown", function (event) {
    const written = near(event, "input, textarea, [contenteditable=true]");
    const key = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && !written && document.getElementById("gruppe-angre")) {
      if (key === "y" || (key === "z" && event.shiftKey)) { event.preventDefault(); press("gruppe-gjor-om"); }
      else if (key === "z") { event.preventDefault(); press("gruppe-angre"); }
    }
    const open = event.target.getAttribute && event.target.getAttribute("aria-expanded") === "true";
    if (key === "escape" && shownOf && !open && near(event, "[data-of-person], [data-person]")) {
      recall(shownOf);
      shownOf = "";
      set("gruppe-valgt", null);
    }
  });

  /* -- steps: what was done by hand, undone and done again (read by groups_steps.py) ------------------------ */
  const changed = (steps, parts) => Object.assign({}, steps, parts);
  const did = (steps, step, base) => steps.done.length >= base.most ? steps
    : changed(steps, { done: steps.done.concat([step]), undone: [], back: false });
  const undo = (steps) => !steps.done.length ? steps
    : changed(steps, { done: steps.done.slice(0, -1), undone: steps.undone.concat(steps.done.slice(-1)),
      back: true });
  const redo = (steps) => !steps.undone.length ? steps
    : changed(steps, { done: steps.done.concat(steps.undone.slice(-1)), undone: steps.undone.slice(0, -1),
      back: false });
  const BUTTONS = {
    "gruppe-angre": undo,
    "gruppe-gjor-om": redo,
    "gruppe-reparer": (steps, base) => did(steps, ["reparer", "", "", 0], base),
  };
  const A_BUTTON = Object.keys(BUTTONS).map((id) => "#" + id).join(",");
  /* every press counts, also where they come so fast that Dash tells of several as one */
  const pressed = [];
  document.addEventListener("click", function (event) {
    const button = near(event, A_BUTTON);
    if (button) pressed.push(button.id);
  }, true);
  /* steps belong to the version that they were begun from, also when others have made a newer one since */
  const begun = (held, base) => held && held.search === base.search && held.done.length + held.undone.length
    ? held : { search: base.search, version: base.version, done: [], undone: [], back: false };
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const PATIENCE = 15000;

  /* -- paper ----------------------------------------------------------------------------------------------- */
  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    samskaping: Object.assign({}, (window.dash_clientside || {}).samskaping, {
      /* the address of a search that was stopped is that of the seating it had found */
      address: function (search) {
        if (search) {
          window.setTimeout(function () {
            window.history.replaceState({}, "", search);
            window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
          }, 0);
        }
        return window.dash_clientside.no_update;
      },
      steps: function (asked, _undo, _redo, _repair, _back, held, base) {
        const buttons = pressed.splice(0);
        const told = window.dash_clientside.callback_context.triggered.filter((one) => one.value);
        if (!told.length || !base) return window.dash_clientside.no_update;
        const before = begun(held, base);
        const asks = told.map((one) => one.prop_id).flatMap((id) => id === "gruppe-flytt.data" ? [asked.step]
          : id[0] === "{" ? [["kommer", JSON.parse(id.slice(0, id.lastIndexOf("."))).person, "", 0]] : []);
        const moved = asks.reduce((steps, step) => did(steps, step, base), before);
        const after = buttons.reduce((steps, id) => BUTTONS[id](steps, base), moved);
        return after === before ? window.dash_clientside.no_update : after;
      },
      /* one drawing at a time: each answer says what differs from what is on the screen when it is asked for */
      draw: function (held, round, leaf, wanted, table, base, drawn, asked) {
        if (!base) return window.dash_clientside.no_update;
        const steps = held && held.search === base.search ? held : null;
        const what = { steps: steps, view: [round, leaf, wanted, table] };
        const waiting = asked && !(drawn && drawn.at === asked.at);
        const given_up = waiting && Date.now() - asked.at > PATIENCE;
        if (waiting && !given_up) return window.dash_clientside.no_update;
        if (asked && !given_up && same([asked.steps, asked.view], [what.steps, what.view])) {
          return window.dash_clientside.no_update;
        }
        return Object.assign(what, { at: Date.now(), whole: Boolean(given_up) });
      },
      print: function (sheets) {
        if (sheets && sheets.length) {
          window.requestAnimationFrame(() => window.setTimeout(() => window.print(), 60));
        }
        return window.dash_clientside.no_update;
      },
    }),
  });
})();

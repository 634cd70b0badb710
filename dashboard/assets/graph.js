/* Zoom and move the network drawing by buttons, keys and mouse; graph-draw.js draws it. */
(function () {
  "use strict";
  const STEP = 1.25;
  const MOVE = 60;

  function instance(id) {
    const box = document.getElementById(id);
    return box && box._cyreg ? box._cyreg.cy : null;
  }

  function zoom(cy, factor) {
    cy.zoom({
      level: cy.zoom() * factor,
      renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 },
    });
  }

  const actions = {
    in: (cy) => zoom(cy, STEP),
    out: (cy) => zoom(cy, 1 / STEP),
    fit: (cy) => cy.fit(cy.nodes(), 44),
  };
  const shifted = {
    ArrowLeft: (cy) => cy.panBy({ x: MOVE, y: 0 }),
    ArrowRight: (cy) => cy.panBy({ x: -MOVE, y: 0 }),
    ArrowUp: (cy) => cy.panBy({ x: 0, y: MOVE }),
    ArrowDown: (cy) => cy.panBy({ x: 0, y: -MOVE }),
  };
  const keys = {
    "+": actions.in, "=": actions.in, "-": actions.out, "0": actions.fit,
    ArrowLeft: (cy, box) => walk(cy, box, -1, 0),
    ArrowRight: (cy, box) => walk(cy, box, 1, 0),
    ArrowUp: (cy, box) => walk(cy, box, 0, -1),
    ArrowDown: (cy, box) => walk(cy, box, 0, 1),
    Enter: press, " ": press, Escape: leave,
  };

  /* the arrows go from one to the nearest in that direction; its name is read aloud */
  function walked(cy) {
    return cy.nodes(".walked-to");
  }

  function first(cy) {
    const middle = { x: cy.width() / 2, y: cy.height() / 2 };
    const near = (node) => Math.hypot(node.renderedPosition("x") - middle.x, node.renderedPosition("y") - middle.y);
    return cy.nodes(".actor, .group").min(near).ele;
  }

  function nearest(cy, from, right, down) {
    const here = from.position();
    let best = null;
    let least = Infinity;
    cy.nodes(".actor, .group").forEach(function (node) {
      const x = node.position("x") - here.x;
      const y = node.position("y") - here.y;
      const along = x * right + y * down;
      const across = Math.abs(x * down - y * right);
      const far = along + 2 * across;
      if (along > 0.5 && along >= across * 0.6 && far < least) {
        least = far;
        best = node;
      }
    });
    return best;
  }

  function walk(cy, box, right, down) {
    const from = walked(cy);
    const to = from.nonempty() ? nearest(cy, from[0], right, down) : first(cy);
    if (!to) return;
    from.removeClass("walked-to");
    to.addClass("walked-to");
    const spot = to.renderedPosition();
    if (spot.x < 40 || spot.y < 40 || spot.x > cy.width() - 40 || spot.y > cy.height() - 40) cy.center(to);
    window.dash_clientside.set_props(box.dataset.say, { children: to.data("said") });
  }

  function press(cy) {
    const here = walked(cy);
    if (here.nonempty()) here[0].emit("tap");
  }

  /* Escape lets go of who the arrows are at; then of who is chosen; then leaves the drawing for its buttons */
  function leave(cy, box) {
    const tapped = cy.container().dataset.tapped;
    if (walked(cy).nonempty()) walked(cy).removeClass("walked-to");
    else if (cy.nodes(".chosen").nonempty()) {
      cy.elements().removeClass("far beside chosen");
      window.dash_clientside.set_props(tapped, { data: { none: true, at: Date.now() } });
    } else document.querySelector("[data-graph-for]").focus();
  }

  /* A mouse that drags the sheet moves what is painted already; it is painted anew a few times a second
     and at the end. Painting it at every move takes a machine without a GPU several times as long.
     Fingers are left to the library. */
  const PAINTED = 160;
  let held = null;

  function place() {
    const x = held.x - held.done.x, y = held.y - held.done.y;
    held.sheet.style.transform = x || y ? `translate(${x}px, ${y}px)` : "";
  }

  function paint(drag) {
    const x = drag.x - drag.asked.x, y = drag.y - drag.asked.y;
    if (!x && !y) return;
    drag.asked = { x: drag.x, y: drag.y };
    const asked = drag.asked;
    drag.cy.one("render", function () {
      drag.done = asked;
      if (held === drag) place(); else drag.sheet.style.transform = "";
    });
    drag.cy.panBy({ x: x, y: y });
  }

  document.addEventListener("pointerdown", function (event) {
    const box = event.target.closest && event.target.closest("[data-graph]");
    const cy = box && instance(box.dataset.graph);
    if (!cy) return;
    const mouse = event.pointerType === "mouse";
    cy.userPanningEnabled(!mouse);
    if (!mouse || event.button !== 0) return;
    const sheet = cy.container().querySelector("canvas").parentElement;
    const none = { x: 0, y: 0 };
    held = { cy: cy, sheet: sheet, from: { x: event.clientX, y: event.clientY }, x: 0, y: 0, asked: none, done: none,
             painted: performance.now() };
  }, true);

  document.addEventListener("pointermove", function (event) {
    if (!held) return;
    const x = event.clientX - held.from.x, y = event.clientY - held.from.y;
    if (!held.moved && Math.hypot(x, y) < 5) return;
    held.moved = true;
    held.x = x;
    held.y = y;
    place();
    const often = Math.max(PAINTED, 5 * (held.cy.renderer().lastRedrawTime || 0)); /* a slow machine: more seldom */
    if (performance.now() - held.painted > often) {
      held.painted = performance.now();
      paint(held);
    }
    event.stopPropagation(); /* nothing is pointed at while the sheet moves */
  }, true);

  document.addEventListener("mousemove", function (event) {
    if (held && held.moved) event.stopPropagation();
  }, true);

  function drop() {
    const drag = held;
    held = null;
    if (!drag || !drag.moved) return;
    if (drag.x === drag.asked.x && drag.y === drag.asked.y) drag.sheet.style.transform = "";
    else paint(drag);
  }
  document.addEventListener("pointerup", drop, true);
  document.addEventListener("pointercancel", drop, true);
  window.addEventListener("blur", drop);

  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-graph-action]");
    const cy = button && instance(button.dataset.graphFor);
    if (cy) actions[button.dataset.graphAction](cy);
  });

  document.addEventListener("keydown", function (event) {
    const box = event.target.closest && event.target.closest("[data-graph]");
    const cy = box && !event.ctrlKey && !event.metaKey && !event.altKey && instance(box.dataset.graph);
    const act = cy && (event.shiftKey && shifted[event.key] || keys[event.key]);
    if (act) {
      event.preventDefault();
      act(cy, box);
    }
  });

  /* the wheel scrolls the page; with Ctrl, as for the page itself, it zooms the drawing */
  document.addEventListener("wheel", function (event) {
    const box = event.ctrlKey && event.target.closest && event.target.closest("[data-graph]");
    const cy = box && instance(box.dataset.graph);
    if (cy) {
      event.preventDefault();
      zoom(cy, event.deltaY < 0 ? STEP : 1 / STEP);
    }
  }, { passive: false });
})();

/* Zoom and move the network drawing by buttons and keys. Only this file and graph_view.py know the library. */
(function () {
  "use strict";
  const STEP = 1.25;
  const MOVE = 60;

  function instance(id) {
    const box = document.getElementById(id);
    const inner = box && (box._cyreg ? box : box.querySelector(".__________cytoscape_container"));
    return inner && inner._cyreg ? inner._cyreg.cy : null;
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
    fit: (cy) => cy.fit(undefined, 24),
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

  /* Escape lets go of who the arrows are at; once more leaves the drawing for its buttons */
  function leave(cy, box) {
    if (walked(cy).nonempty()) walked(cy).removeClass("walked-to");
    else document.querySelector("[data-graph-for]").focus();
  }

  /* what the pointer is over shows its name */
  document.addEventListener("pointerover", function (event) {
    const box = event.target.closest && event.target.closest("[data-graph]");
    const cy = box && instance(box.dataset.graph);
    if (cy && !cy.scratch("pointing")) {
      cy.scratch("pointing", true);
      cy.on("mouseover", "node", (over) => over.target.addClass("pointed-at"));
      cy.on("mouseout", "node", (out) => out.target.removeClass("pointed-at"));
    }
  });

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

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
  const keys = {
    "+": actions.in, "=": actions.in, "-": actions.out, "0": actions.fit,
    ArrowLeft: (cy) => cy.panBy({ x: MOVE, y: 0 }),
    ArrowRight: (cy) => cy.panBy({ x: -MOVE, y: 0 }),
    ArrowUp: (cy) => cy.panBy({ x: 0, y: MOVE }),
    ArrowDown: (cy) => cy.panBy({ x: 0, y: -MOVE }),
  };

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
    if (cy && keys[event.key]) {
      event.preventDefault();
      keys[event.key](cy);
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

"""What the benchmark runs in the network page: when a drawing has been painted, and where to press."""

from __future__ import annotations

WATCH = """
(() => {
  const box = () => document.querySelector(".__________cytoscape_container");
  const cy = () => { const one = box(); return one && one._cyreg ? one._cyreg.cy : null; };
  const listed = (one) => one.nodes(".actor, .group").map((node) => node.id()).join(" ");
  const watch = {
    marked: null, painted: null, begun: 0,
    /* what is drawn now, and the clock from here; from here on every frame tells what it held */
    mark() {
      const one = cy();
      watch.marked = listed(one);
      watch.painted = watch.marked;
      if (!one.scratch("_watched")) one.on("render", () => { watch.painted = listed(one); });
      one.scratch("_watched", true);
      watch.begun = performance.now();
    },
    counts() { const one = cy(); return `${one.nodes(".actor, .group").length} + ${one.edges().length}`; },
    pan() { return cy().pan(); },
    /* milliseconds until something other than `before` has been painted */
    drawn(before) {
      return new Promise((done, fail) => {
        const begun = performance.now();
        const look = () => {
          if (performance.now() - begun > 90000) { fail(new Error("nothing was drawn in 90 s")); return; }
          const one = cy();
          const first = () => one && one.nodes().length && one.renderer().lastRedrawTime !== undefined;
          const anew = () => one && !one.scratch("_watched") && first() && listed(one) !== before;
          const waits = before === null ? !first() : watch.painted === before && !anew();
          if (waits) { requestAnimationFrame(look); return; }
          requestAnimationFrame(() => done(performance.now() - (before === null ? 0 : watch.begun)));
        };
        look();
      });
    },
    /* a spot of the sheet where nothing stands */
    empty() {
      const one = cy(), at = one.container().getBoundingClientRect();
      const taken = one.nodes().map((node) => node.renderedBoundingBox({ includeLabels: false }));
      for (let y = 40; y < at.height * 0.6; y += 12) for (let x = 40; x < at.width * 0.6; x += 12) {
        const free = taken.every((b) => x < b.x1 - 8 || x > b.x2 + 8 || y < b.y1 - 8 || y > b.y2 + 8);
        if (free) return [at.left + x, at.top + y];
      }
      return [at.left + 5, at.top + 5];
    },
    /* where the largest group is on the screen; null when actors are drawn */
    largest() {
      const one = cy(), groups = one.nodes(".group");
      if (!groups.length) return null;
      const best = groups.max((node) => node.data("size")).ele;
      one.container().scrollIntoView({ block: "center" });
      const at = one.container().getBoundingClientRect(), spot = best.renderedPosition();
      return { x: at.left + spot.x, y: at.top + spot.y, id: best.id() };
    },
  };
  window.watch = watch;
})();
"""

/* In front of a room a role stands in for a private name: in texts, in what is read aloud, in the drawing. */
(function () {
  "use strict";
  const WORD = /[\p{L}\p{N}_]+/gu;
  const LETTER = /[\p{L}\p{N}]/u;
  const SAID = ["aria-label", "title", "alt", "data-label"];
  const first = new Map();
  const changed = new Map();
  const drawings = new Set();
  let known = null;

  function word(text) {
    const found = text.match(WORD);
    return found ? found[0].toLowerCase() : null;
  }

  /* who is told of: names by their first word, the longest first, so that no part of a name is left over */
  function learn(told) {
    first.clear();
    known = told ? told.dataset + " " + told.language : null;
    for (const [role, names] of Object.entries(told ? told.roles : {})) {
      for (const name of names) {
        const begins = word(name);
        const from = begins === null ? -1 : name.toLowerCase().indexOf(begins);
        if (from < 0) continue;
        const list = first.get(begins) || [];
        list.push([name.slice(from).toLowerCase(), role]);
        first.set(begins, list);
      }
    }
    for (const list of first.values()) list.sort((a, b) => b[0].length - a[0].length);
  }

  function ends(low, at) {
    const sign = low.charAt(at);
    return !LETTER.test(sign) || (sign === "s" && !LETTER.test(low.charAt(at + 1)));
  }

  function screened(text) {
    if (!first.size || !text) return text;
    const low = text.toLowerCase();
    let said = "";
    let at = 0;
    for (const found of low.matchAll(WORD)) {
      if (found.index < at) continue;
      const fits = (first.get(found[0]) || []).concat(found[0].endsWith("s") ? first.get(found[0].slice(0, -1)) || [] : []);
      const hit = fits.find(([name]) => low.startsWith(name, found.index) && ends(low, found.index + name.length));
      if (!hit) continue;
      said += text.slice(at, found.index) + hit[1];
      at = found.index + hit[0].length;
    }
    return at ? said + text.slice(at) : text;
  }

  function hideText(node) {
    const said = screened(node.data);
    if (said === node.data) return;
    changed.set(node, [node.data, said]);
    node.data = said;
    const seat = node.parentElement.closest(".seat");
    if (seat && node.parentElement.closest("h3")) seat.dataset.private = "1";
  }

  function hideAttributes(element) {
    for (const name of SAID) {
      const before = element.getAttribute(name);
      const said = before && screened(before);
      if (!before || said === before) continue;
      const held = changed.get(element) || {};
      held[name] = [before, said];
      changed.set(element, held);
      element.setAttribute(name, said);
    }
  }

  function drawing(box) {
    const sheet = document.getElementById(box.dataset.graph);
    return sheet && sheet._cyreg ? sheet._cyreg.cy : null;
  }

  function hideDrawing(box) {
    const cy = drawing(box);
    if (!cy) return;
    const look = (node) => ["label", "said"].forEach(function (name) {
      const before = node.data(name);
      const said = before && screened(String(before));
      if (!before || said === before) return;
      const held = node.scratch("_named") || {};
      held[name] = before;
      node.scratch("_named", held);
      node.data(name, said);
    });
    cy.nodes().forEach(look);
    if (!drawings.has(cy)) {
      drawings.add(cy);
      cy.on("add data", "node", (event) => { if (drawings.has(cy)) look(event.target); });
    }
  }

  /* called before anything new is painted, and again for all that comes later */
  function hide(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) hideText(node);
    root.querySelectorAll(SAID.map((name) => "[" + name + "]").join()).forEach(hideAttributes);
    root.querySelectorAll("[data-graph]").forEach(hideDrawing);
  }

  function show() {
    changed.forEach(function (held, node) {
      if (node.nodeType === Node.TEXT_NODE) {
        if (node.data === held[1]) node.data = held[0];
        return;
      }
      for (const [name, [before, said]] of Object.entries(held)) {
        if (node.getAttribute(name) === said) node.setAttribute(name, before);
      }
    });
    changed.clear();
    document.querySelectorAll("[data-private]").forEach((seat) => delete seat.dataset.private);
    drawings.forEach(function (cy) {
      drawings.delete(cy);
      if (!cy.destroyed()) cy.nodes().forEach(function (node) {
        node.data(node.scratch("_named") || {});
        node.removeScratch("_named");
      });
    });
  }

  window.samskaping = Object.assign(window.samskaping || {}, {
    names: { learn: learn, knows: (dataset, language) => known === dataset + " " + language, hide: hide, show: show,
             drawing: drawing },
  });
})();

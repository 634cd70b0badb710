/* Draw the network. Only this file and graph.js know the library, which is fetched where there is a drawing. */
(function () {
  "use strict";
  const LIBRARY = new URL("cytoscape/cytoscape.min.js?v=3.34.4", document.currentScript.src).href;
  const NO_COLOUR = "#ffffff";
  const PADDING = 44; /* room for the labels of those at the edge */
  const NEAR = 1.6; /* times the zoom at which all is seen: everybody who has room for it has a label */
  const MOST_NAMED = 90;
  const WIDEST = 170;
  const SIZES = { actor: 13, group: 14, prominent: 14, lifted: 15 };
  /* text, its halo, lines, outlines; lines at least 3:1 on their ground */
  const INKS = {
    light: { text: "#1d2530", halo: "#ffffff", line: "#7b858f", edge: "#1d2530" },
    dark: { text: "#eef2f4", halo: "#151c21", line: "#7f8c95", edge: "#c5ced4" },
  };
  const HULL_LINES = [[], [10, 5], [2, 4], [16, 5, 3, 5], [6, 3], [20, 8], [3, 8]];

  let coming = null;
  function library() {
    coming = coming || new Promise(function (done, fail) {
      const script = document.createElement("script");
      script.src = LIBRARY;
      script.onload = () => done(window.cytoscape);
      script.onerror = function () { coming = null; fail(new Error(LIBRARY)); };
      document.head.append(script);
    });
    return coming;
  }
  if (/\/nettverk\/?$/.test(window.location.pathname)) library();

  /* -- what is drawn ------------------------------------------------------------------------------- */

  function nodes(drawn) {
    return drawn.nodes.map(function ([id, label, x, y, size, shape, colour, named, said, into], rank) {
      const classes = [into ? "group" : "actor"];
      if (named) classes.push("prominent");
      if (!colour) classes.push("unsaid");
      return {
        group: "nodes", classes: classes, position: { x: x, y: y },
        data: { id: id, label: label, size: size, shape: shape, colour: colour || NO_COLOUR,
                said: said || label, into: into, rank: rank },
      };
    });
  }

  function links(drawn) {
    return drawn.links.map(function ([tail, head, width, bridge], number) {
      const classes = [].concat(bridge ? ["bridge"] : [], drawn.bent ? ["bent"] : []);
      return {
        group: "edges", classes: classes,
        data: { id: "e " + number, source: drawn.nodes[tail][0], target: drawn.nodes[head][0], width: width },
      };
    });
  }

  function hulls(drawn) {
    return drawn.hulls.map(function ([colour, points], number) {
      const xs = points.map((point) => point[0]), ys = points.map((point) => point[1]);
      const left = Math.min(...xs), top = Math.min(...ys);
      const width = Math.max(...xs) - left, height = Math.max(...ys) - top;
      const corners = points.map(([x, y]) => [2 * (x - left) / width - 1, 2 * (y - top) / height - 1]);
      return {
        group: "nodes", classes: ["hull"], selectable: false,
        position: { x: left + width / 2, y: top + height / 2 },
        data: { id: "h " + number, colour: colour, width: width, height: height,
                corners: corners.flat().join(" "), dash: HULL_LINES[number % HULL_LINES.length] },
      };
    });
  }

  function words(drawn) {
    return drawn.words.map(([text, x, y], number) => ({
      group: "nodes", classes: ["words"], selectable: false, position: { x: x, y: y },
      data: { id: "w " + number, label: text, size: 1 },
    }));
  }

  const elements = (drawn) => [...hulls(drawn), ...nodes(drawn), ...links(drawn), ...words(drawn)];

  /* labels are as large on the screen at every zoom */
  const onScreen = (size) => (node) => size / node.cy().zoom();

  function sheet(scheme) {
    const ink = INKS[scheme === "dark" ? "dark" : "light"];
    const label = (size) => ({
      label: "data(label)", "font-size": onScreen(size), "text-outline-width": onScreen(2.5),
      "text-max-width": onScreen(WIDEST), "text-margin-y": onScreen(3),
    });
    const style = (selector, rules) => ({ selector: selector, style: rules });
    return [
      style("node", { "border-width": 1.5, "border-color": ink.edge, color: ink.text, "text-wrap": "wrap",
        "text-outline-color": ink.halo, "text-valign": "bottom", "overlay-opacity": 0 }),
      style(".actor, .group", { width: "data(size)", height: "data(size)", shape: "data(shape)",
        "background-color": "data(colour)" }),
      style(".unsaid", { "border-style": "dashed", "border-width": 2.5, "background-color": ink.halo }),
      style("edge", { width: "data(width)", "line-color": ink.line, "curve-style": "haystack", events: "no",
        "overlay-opacity": 0 }),
      style(".bent", { "curve-style": "unbundled-bezier", "control-point-distances": 46,
        "control-point-weights": 0.5, opacity: 0.4 }),
      style(".bridge", { width: 5, "line-color": ink.text, "line-style": "dashed" }),
      style(".hull", { shape: "polygon", "shape-polygon-points": "data(corners)", width: "data(width)",
        height: "data(height)", "background-color": "data(colour)", "background-opacity": 0.1,
        "border-color": ink.text, "border-opacity": 0.55, "border-width": 2, "border-style": "dashed",
        "border-dash-pattern": (node) => (node.data("dash").length ? node.data("dash") : [1000, 1]),
        "z-index-compare": "manual", "z-index": -5, events: "no" }),
      style("edge", { "z-index-compare": "manual", "z-index": -2 }),
      style(".actor, .group", { "z-index-compare": "manual", "z-index": 1 }),
      style(".named", { ...label(SIZES.actor), "z-index": 3 }),
      style(".named.group, .named.prominent", label(SIZES.prominent)),
      style(".far", { opacity: 0.3 }),
      style("edge.far", { opacity: 0.12 }),
      style("edge.beside", { width: 3, "line-color": ink.text }),
      style(".beside, .chosen, .pointed-at, .walked-to", { "z-index": 6, opacity: 1 }),
      style(".chosen, .pointed-at, .walked-to", label(SIZES.lifted)),
      style(".chosen", { "border-width": 5, "border-color": ink.text, "font-weight": "bold" }),
      style(".walked-to", { "border-width": 7, "border-color": ink.text }),
      style(".words", { ...label(16), "background-opacity": 0, "border-width": 0, width: 1, height: 1,
        "font-weight": "bold", "text-valign": "center", "text-outline-width": onScreen(3.5), events: "no",
        "z-index-compare": "manual", "z-index": 8 }),
    ];
  }

  /* -- who has a label: as many as there is room for, the first first ------------------------------- */

  const pen = document.createElement("canvas").getContext("2d");

  function room(node, size) {
    pen.font = size + "px Helvetica Neue, Helvetica, sans-serif";
    let lines = 0, wide = 0;
    for (const line of String(node.data("label")).split("\n")) {
      const width = pen.measureText(line).width;
      lines += Math.max(1, Math.ceil(1.12 * width / WIDEST));
      wide = Math.max(wide, Math.min(width, WIDEST));
    }
    const spot = node.renderedPosition(), high = lines * size * 1.2;
    const middle = node.hasClass("words");
    const top = middle ? spot.y - high / 2 : spot.y + node.renderedHeight() / 2 + 3;
    return { left: spot.x - wide / 2 - 2, right: spot.x + wide / 2 + 2, top: top - 1, bottom: top + high + 2 };
  }

  const meets = (one, other) =>
    one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

  function nameWhatFits(cy) {
    const close = cy.zoom() >= NEAR * (cy.scratch("whole") || cy.zoom());
    const chosen = cy.nodes(".chosen"), beside = cy.nodes(".beside");
    const others = close ? cy.nodes(".actor, .group") : cy.nodes(".prominent");
    const rest = others.not(chosen).not(beside).not(".far");
    const wanted = [...chosen, ...beside, ...rest.filter(".prominent"), ...rest.not(".prominent")];
    const wide = cy.width(), high = cy.height();
    const taken = [];
    cy.nodes(".words").forEach((node) => taken.push(room(node, 16)));
    const before = cy.nodes(".named");
    let named = cy.collection();
    for (const node of wanted) {
      const spot = node.renderedPosition();
      if (spot.x < 0 || spot.y < 0 || spot.x > wide || spot.y > high) continue;
      const box = room(node, SIZES.prominent);
      if (taken.some((one) => meets(one, box))) continue;
      taken.push(box);
      named = named.union(node);
      if (named.length === MOST_NAMED) break;
    }
    cy.batch(function () {
      before.not(named).removeClass("named");
      named.addClass("named");
      named.union(cy.nodes(".words, .chosen, .pointed-at, .walked-to")).updateStyle();
    });
  }

  function later(cy) {
    window.clearTimeout(cy.scratch("later"));
    cy.scratch("later", window.setTimeout(() => cy.destroyed() || nameWhatFits(cy), 140));
  }

  /* -- drawing, and drawing anew -------------------------------------------------------------------- */

  function lift(cy, told) {
    cy.batch(function () {
      cy.elements().removeClass("far beside chosen");
      const one = told && told.chosen ? cy.getElementById(told.chosen) : cy.collection();
      if (!one.length) return;
      const around = one.closedNeighborhood();
      cy.nodes(".actor").union(cy.edges()).not(around).addClass("far");
      around.not(one).addClass("beside");
      one.addClass("chosen");
    });
  }

  function whole(cy) {
    cy.fit(cy.nodes(), PADDING);
    cy.scratch("whole", cy.zoom());
  }

  const root = document.documentElement;
  const scheme = () => root.getAttribute("data-mantine-color-scheme");
  function begin(box, make, drawn) {
    const cy = make({
      container: box, elements: elements(drawn), style: sheet(scheme()), layout: { name: "preset", fit: false },
      minZoom: 0.1, maxZoom: 5, userZoomingEnabled: false, boxSelectionEnabled: false, autoungrabify: true,
      autounselectify: true,
    });
    cy.on("zoom pan resize", () => later(cy));
    cy.on("mouseover", "node", (over) => over.target.addClass("pointed-at"));
    cy.on("mouseout", "node", (out) => out.target.removeClass("pointed-at"));
    cy.on("tap", ".actor, .group", function (tapped) {
      const data = { id: tapped.target.id(), into: tapped.target.data("into"), at: Date.now() };
      window.dash_clientside.set_props(box.dataset.tapped, { data: data });
    });
    return cy;
  }

  /* words and tables that have arrived are shown before the drawing, which takes longer than they */
  const idle = (work) => window.samskaping_idle(work, 300);
  const moment = (make) => last ? make : new Promise((done) => idle(() => done(make)));

  let last = null;
  /* light and dark are the browser's alone: the drawing follows when the page has been painted */
  function dress() {
    if (!last || last.destroyed() || last.scratch("scheme") === scheme()) return;
    last.scratch("scheme", scheme());
    last.style(sheet(scheme()));
  }
  new MutationObserver(() => idle(dress)).observe(root, {
    attributes: true, attributeFilter: ["data-mantine-color-scheme"],
  });

  function show(box, make, drawn, told) {
    if (last && !last.destroyed() && last.container() !== box) last.destroy();
    let cy = last && !last.destroyed() ? last : null;
    const anew = !cy || cy.scratch("drawn") !== drawn;
    if (!cy) {
      cy = last = begin(box, make, drawn);
      cy.scratch("scheme", scheme());
    } else if (anew) {
      cy.batch(function () {
        cy.elements().remove();
        cy.add(elements(drawn));
      });
    }
    cy.scratch("drawn", drawn);
    if (anew) whole(cy);
    lift(cy, told);
    nameWhatFits(cy);
  }

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.samskaping = Object.assign({}, window.dash_clientside.samskaping, {
    drawNetwork: function (drawn, told, id) {
      if (!drawn) return window.dash_clientside.no_update;
      return library().then(moment).then(function (make) {
        const box = document.getElementById(id);
        if (box) show(box, make, drawn, told);
        return drawn.nodes.length;
      });
    },
  });
})();

/* The parts of an answer, one screen each: what is measured, what goes together, what is shown. */
(function () {
  "use strict";
  const OUT = "data-utenfor";
  /* what only a planner at work needs; the style sheet hides the same */
  const NEVER = ".side, form, .form, .part-choice, .command, .visually-hidden, .leaves, .table-filter, .button, button, " +
    ".seat-buttons, .actor-panel, .person-panel, .board-bar, details:not([open]), .page-list, .choices, script, .banner";
  const WHOLE = "p, h1, h2, h3, h4, ul, ol, dl, table, figure, details, pre, .table-frame, .callout, " +
    ".figure, .graph-figure, .error-box, .empty, .summary, .remedy, .tiles";
  const ROWS = ".seats > li, .findings > li, .cards > li, .choices > li, .told-list > li, .notes > li, tbody > tr, " +
    ".groups > li, ol > li";
  let held = [];
  let slides = [];

  const heading = (element) => element.matches("h2, h3, h1");
  const drawn = (element) => element.getClientRects().length > 0;

  /* everything that may be shown, in reading order, with the headings above it */
  function collect(element, heads, level, into) {
    let mine = heads;
    let began = false;
    for (const child of element.children) {
      if (child.matches(NEVER) || !drawn(child)) continue;
      if (heading(child)) {
        const head = { element: child, heads: child.matches("h3") ? mine.slice(0, 1) : [], head: true };
        mine = child.matches("h3") ? mine.slice(0, 1).concat([child]) : [child];
        into.push(head);
        began = true;
      } else if (child.matches(WHOLE)) {
        into.push({ element: child, heads: mine, head: false });
      } else {
        const found = [];
        collect(child, began || level > 0 ? mine : heads, level + 1, found);
        if (found.some((unit) => !unit.head)) into.push(...found);  // a heading over nothing is not shown
        if (child.matches("section")) mine = heads;
      }
    }
  }

  const rowsOf = (element) => [...element.querySelectorAll(ROWS)].filter((row) => drawn(row) && !row.parentElement.closest("li"));

  /* rows that stand beside each other are one band; bands go on a screen as long as there is room */
  function bands(rows) {
    const found = [];
    for (const row of rows) {
      const box = row.getBoundingClientRect();
      const last = found[found.length - 1];
      if (last && box.top <= last.top + 1) {
        last.rows.push(row);
        last.bottom = Math.max(last.bottom, box.bottom);
      } else found.push({ rows: [row], top: box.top, bottom: box.bottom });
    }
    return found;
  }

  function share(all, first, rest) {
    const found = [[]];
    let top = all[0].top;
    for (const band of all) {
      if (found[found.length - 1].length && band.bottom - top > (found.length === 1 ? first : rest)) {
        found.push([]);
        top = band.top;
      }
      found[found.length - 1].push(band);
    }
    return found;
  }

  /* what is too high for a screen is parted between its rows, evenly; null is all of it at once */
  function leaves(element, first, room) {
    const rows = rowsOf(element);
    if (element.getBoundingClientRect().height <= first || rows.length < 2) return [null];
    const all = bands(rows);
    const above = all[0].top - element.getBoundingClientRect().top;
    let found = share(all, first - above, room - above);
    if (first === room && found.length > 1) {
      const tallest = Math.max(...all.map((band) => band.bottom - band.top));
      const even = (all[all.length - 1].bottom - all[0].top) / found.length + tallest * 0.6;
      const evenly = share(all, Math.min(even, room - above), Math.min(even, room - above));
      if (evenly.length === found.length) found = evenly;
    }
    return found.map((some) => ({ rows: rows, some: new Set(some.flatMap((band) => band.rows)) }));
  }

  /* whether the first of its rows has room below what stands on the screen already */
  function begins(element, left) {
    const rows = rowsOf(element);
    if (rows.length < 2) return false;
    return bands(rows)[0].bottom - element.getBoundingClientRect().top <= left;
  }

  function mark(element, out) {
    if (out) element.setAttribute(OUT, "");
    else element.removeAttribute(OUT);
  }

  /* a table wider than the screen is made smaller before it is scrolled */
  function narrow(page) {
    const tables = [...page.querySelectorAll(".table-frame > .table")];
    tables.forEach((table) => { if (table.style.zoom) table.style.zoom = ""; });
    const wide = tables.map(({ parentElement: frame }) => (frame.clientWidth ? frame.clientWidth / frame.scrollWidth : 1));
    tables.forEach(function (table, number) {  // all is read before anything is written: one layout, not one each
      if (wide[number] < 0.999) table.style.zoom = String(Math.max(0.6, Math.floor(100 * wide[number]) / 100));
    });
  }

  function leave() {
    clear();
    document.querySelectorAll(".table-frame > .table").forEach((table) => { table.style.zoom = ""; });
  }

  function clear() {
    document.querySelectorAll("[" + OUT + "]").forEach((element) => element.removeAttribute(OUT));
  }

  /* parts the page anew; how many screens there are */
  function part(page, room) {
    clear();
    narrow(page);
    held = [];
    slides = [];
    collect(page, [], 0, held);
    let now = null;
    const begin = () => { now = { units: new Set(), heads: new Set(), rows: null, used: 0 }; slides.push(now); };
    const gap = 1.5 * parseFloat(window.getComputedStyle(document.documentElement).fontSize);
    const weigh = (element) => element.getBoundingClientRect().height + gap;
    held.forEach(function (unit, number) {
      const size = weigh(unit.element);
      if (unit.head) {
        const opens = unit.element.matches("h2") && now && [...now.units].some((one) => !one.matches("h1, h2, .lead"));
        if (!now || opens) begin();
        const next = held[number + 1];
        if (!opens && now.used && now.used + size + (next && !next.head ? Math.min(weigh(next.element), room / 2) : 0) > room) {
          begin();
          unit.heads.forEach((head) => now.heads.add(head));
        }
        now.units.add(unit.element);
        now.used += size;
        return;
      }
      if (!now) begin();
      const above = unit.heads.reduce((sum, head) => sum + weigh(head), 0);
      const alone = ![...now.units].some((one) => !heading(one));
      const parted = begins(unit.element, room - now.used);
      if (now.used + size > room && !alone && !parted) {
        begin();
        unit.heads.forEach((head) => now.heads.add(head));
        now.used = above;
      }
      leaves(unit.element, room - now.used, room - above).forEach(function (leaf, turn) {
        if (turn) {
          begin();
          unit.heads.forEach((head) => now.heads.add(head));
        }
        now.units.add(unit.element);
        now.rows = leaf;
        now.used += leaf ? room : size;
      });
    });
    slides = slides.filter((slide) => [...slide.units].some((one) => !heading(one)) || slides.length === 1);
    return slides.length;
  }

  function show(page, number) {
    const slide = slides[number];
    if (!slide) return "";
    const shown = new Set([...slide.units, ...slide.heads]);
    const open = new Set();
    shown.forEach(function (element) {
      for (let up = element; up && up !== page; up = up.parentElement) open.add(up);
    });
    (function within(parent) {
      for (const child of parent.children) {
        mark(child, !open.has(child));
        if (open.has(child) && !shown.has(child)) within(child);
      }
    })(page);
    held.forEach((unit) => unit.element.querySelectorAll(ROWS).forEach((row) => mark(row, false)));
    if (slide.rows) slide.rows.rows.forEach((row) => mark(row, !slide.rows.some.has(row)));
    const heads = [...shown].filter(heading);
    return heads.length ? heads[heads.length - 1].textContent : "";
  }

  /* the screen on which an element stands; the first where there is none */
  const where = (element) => Math.max(0, slides.findIndex((slide) => slide.units.has(element)));
  const anchor = (number) => (slides[number] ? [...slides[number].units][0] : null);

  window.samskaping = Object.assign(window.samskaping || {}, {
    parts: { part: part, show: show, leave: leave, where: where, anchor: anchor },
  });
})();

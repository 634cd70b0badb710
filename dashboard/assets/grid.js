/* The grid in which sheets are mended, the drop zone, and focus on «Aktører og data». */
(function () {
  "use strict";
  const none = () => window.dash_clientside.no_update;
  let marks = { sheet: "", rows: {} };

  /* what is wrong with a cell, or with its row as a whole; the first column speaks for the row */
  function faultOf(params) {
    const row = params.data && marks.rows[params.data.id];
    if (!row) return "";
    const column = params.colDef ? params.colDef.field : params.column.getColId();
    const whole = column === "c0" || column === "nr" ? row[""] : "";
    return [row[column], whole].filter(Boolean).join(" ");
  }
  const functions = (window.dashAgGridFunctions = window.dashAgGridFunctions || {});
  functions.faultOf = (params) => faultOf(params) || null;
  functions.faulty = (params) => Boolean(faultOf(params));
  functions.cellFocused = tellCell;
  /* the grid is one stop: the arrows move in it, Tab leaves it; while a cell is written in, Tab goes to the next */
  functions.leaveGrid = (params) => (params.editing ? params.nextCellPosition || false : false);
  functions.leaveHeaders = () => false;
  function tellCell(params) {
    const line = document.getElementById("rutenett-celle");
    if (!line || !params.column || params.rowIndex === null) return;
    const node = params.api.getDisplayedRowAtIndex(params.rowIndex);
    const column = params.column.getColDef ? params.column.getColDef() : null;
    const fault = node && column && faultOf({ data: node.data, colDef: column });
    line.textContent = fault || line.dataset.help;
    line.classList.toggle("at-fault", Boolean(fault));
  }
  const pieces = (window.dashAgGridComponentFunctions = window.dashAgGridComponentFunctions || {});
  pieces.SheetCell = function (props) {
    const fault = faultOf({ data: props.data, colDef: props.colDef });
    const text = props.value === undefined || props.value === null ? "" : String(props.value);
    if (!fault) return text;
    return window.React.createElement(
      "span", { className: "faulty-cell" },
      window.React.createElement("span", { className: "icon icon-warn", "aria-hidden": "true" }),
      window.React.createElement("span", null, text),
      window.React.createElement("span", { className: "visually-hidden" }, " – " + fault)
    );
  };
  const grid = function () {
    try { return window.dash_ag_grid.getApi("rutenett"); } catch (missing) { return null; }
  };

  /* go to a cell; its sheet may have to be fetched first, and a row that is not drawn yet takes no focus */
  function goTo(wanted, until, from) {
    const api = grid();
    const node = api && wanted.row && api.getRowNode(wanted.row);
    const at = document.activeElement;
    if (at !== from && at !== document.body) return;  /* there already, or gone elsewhere */
    if (node) {
      const column = api.getColumn(wanted.column) ? wanted.column : "nr";
      api.ensureIndexVisible(node.rowIndex, "middle");
      api.ensureColumnVisible(column);
      api.setFocusedCell(node.rowIndex, column);
      document.querySelector(".grid-frame").scrollIntoView({ block: "nearest" });
    }
    if (Date.now() < until) window.setTimeout(() => goTo(wanted, until, from), 60);
  }
  /* a header is mended in the form for columns */
  function goToColumns(column) {
    document.getElementById("kolonner").open = true;
    if (column) window.dash_clientside.set_props("kolonne-valgt", { value: column });
    document.getElementById(column ? "kolonne-navn" : "kolonne-valgt").focus();
  }
  document.addEventListener("click", function (event) {
    const shut = event.target.closest('.button[aria-disabled="true"]');
    if (shut) { event.preventDefault(); event.stopImmediatePropagation(); return; }
    const sure = event.target.closest("[data-confirm]");
    if (sure && sure.dataset.asked !== sure.id) {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (sure.rest) sure.rest();
      ask(sure);
      return;
    }
    if (sure) sure.rest();
    const whole = event.target.closest("[data-after-cells]");
    if (whole && busy()) {
      event.preventDefault();
      event.stopImmediatePropagation();
      afterCells(whole.id, Date.now() + waits);
      return;
    }
    const problem = event.target.closest("[data-cell-sheet]");
    if (!problem) return;
    const query = new URLSearchParams(window.location.search);
    if (query.get("ark") !== problem.dataset.cellSheet) {
      query.set("ark", problem.dataset.cellSheet);
      window.history.pushState({}, "", "?" + query.toString());
      window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
    }
    if (!problem.dataset.cellRow) { goToColumns(problem.dataset.cellColumn); return; }
    const wanted = { row: problem.dataset.cellRow, column: problem.dataset.cellColumn };
    goTo(wanted, Date.now() + 5000, document.activeElement);
  }, true);

  /* what cannot be taken back is pressed twice; the words are put into the node that is there, for the
     framework goes on to own it */
  function ask(button) {
    const label = button.querySelector("span:last-child").firstChild;
    const before = label.nodeValue;
    const name = button.getAttribute("aria-label");
    button.dataset.asked = button.id;
    label.nodeValue = button.dataset.confirm;
    if (name) button.setAttribute("aria-label", button.dataset.confirm);
    window.dash_clientside.set_props("kunngjoring", { children: button.dataset.confirm });
    function rest() {
      window.clearTimeout(button.restTimer);
      button.rest = null;
      delete button.dataset.asked;
      label.nodeValue = before;
      if (name && button.getAttribute("aria-label") === button.dataset.confirm) button.setAttribute("aria-label", name);
    }
    button.rest = rest;
    button.restTimer = window.setTimeout(rest, 5000);
  }

  /* a file that is too large or of another kind is turned away before it is sent */
  function refuse(event, frame, files) {
    const file = files && files[0];
    if (!file) return;
    const dot = file.name.lastIndexOf(".");
    const ending = dot < 0 ? "" : file.name.slice(dot).toLowerCase();
    const large = file.size > Number(frame.dataset.mostBytes);
    const strange = !frame.dataset.endings.split(",").includes(ending);
    const said = large ? frame.dataset.tooLarge : strange ? frame.dataset.wrongKind : "";
    let line = frame.querySelector(".drop-refused");
    if (!line) {
      line = document.createElement("p");
      line.className = "drop-refused";
      line.setAttribute("role", "alert");
      frame.append(line);
    }
    line.textContent = said;
    if (!said) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }
  document.addEventListener("change", function (event) {
    const frame = event.target.closest && event.target.closest(".drop-frame");
    if (frame && event.target.type === "file") refuse(event, frame, event.target.files);
  }, true);
  document.addEventListener("drop", function (event) {
    const frame = event.target.closest && event.target.closest(".drop-frame");
    if (frame) refuse(event, frame, event.dataTransfer && event.dataTransfer.files);
  }, true);

  /* focus goes to what has come, when somebody has done something; and back to a button drawn anew */
  let touches = 0;
  let kept = "";
  let wasOpen = false;
  let arrived = {};
  ["pointerdown", "keydown"].forEach((kind) => document.addEventListener(kind, () => { touches += 1; }, true));
  document.addEventListener("focusin", function (event) {
    const keeper = event.target.closest("[data-keep]");
    kept = keeper ? keeper.dataset.keep : "";
  });
  /* *before* is how much had been done when the page changed: whoever has gone elsewhere since stays there */
  function follow(before) {
    const still = before > 0 && before === touches;
    document.querySelectorAll(".drop-frame input[type=file]").forEach(function (field) {
      field.setAttribute("aria-hidden", "true");  /* the button beside it is the same thing, with a name */
      field.tabIndex = -1;
    });
    document.querySelectorAll(".grid-frame [role=grid]").forEach(function (grid) {
      const name = grid.closest(".grid-frame").getAttribute("aria-label");
      if (grid.getAttribute("aria-label") !== name) grid.setAttribute("aria-label", name);
    });
    const there = {};
    document.querySelectorAll("[data-arrive]").forEach(function (heading) {
      if (heading.offsetParent === null) return;
      const key = heading.dataset.arrive;
      there[key] = true;
      if (!arrived[key] && still) { heading.focus({ preventScroll: false }); kept = ""; }
    });
    arrived = there;
    const draft = document.getElementById("utkast");
    const open = Boolean(draft) && !draft.hidden;
    const closed = wasOpen && !open;
    wasOpen = open;
    if ((kept || closed) && document.activeElement === document.body) {
      const again = kept && document.querySelector('[data-keep="' + kept + '"]');
      const heading = document.querySelector(open ? "#utkast-hode h2" : "#overskrift");
      if (again || heading) (again || heading).focus({ preventScroll: Boolean(again) });
      kept = "";
    }
  }
  let planned = false;
  new MutationObserver(function () {
    if (planned) return;
    planned = true;
    const before = touches;
    window.requestAnimationFrame(function () { planned = false; follow(before); });
  }).observe(document.documentElement, {
    childList: true, subtree: true, attributes: true, attributeFilter: ["data-arrive", "hidden"],
  });

  /* cells are sent one batch at a time, so that nobody gets in their own way */
  const waits = 20000;
  let now = null;
  let pending = [];
  let sentAt = null;
  let count = 0;
  const busy = () => pending.length > 0 || (sentAt !== null && Date.now() - sentAt < waits);
  function send() {
    if (!now || !pending.length || (sentAt !== null && Date.now() - sentAt < waits)) return;
    const cells = pending.filter((one) => one.draft === null || one.draft === now.draft);
    pending = [];
    if (!cells.length) return;
    sentAt = Date.now();
    count += 1;
    window.dash_clientside.set_props("rutenett-rettelser", { data: { count: count, cells: cells } });
  }
  functions.cellWritten = function (params) {
    if (params.newValue === params.oldValue) return;
    const value = params.newValue;
    const sheet = params.data.id.slice(0, params.data.id.lastIndexOf("|"));  /* rows come before what tells of them */
    pending.push({ draft: now && now.draft, sheet: sheet, row: params.data.nr, column: params.column.getColId(),
                   text: value === undefined || value === null ? "" : String(value) });
    send();
  };
  /* what is done to the draft as a whole waits until what was written is there */
  function afterCells(id, until) {
    if (busy() && Date.now() < until) { window.setTimeout(() => afterCells(id, until), 50); return; }
    const button = document.getElementById(id);
    if (button) button.click();
  }
  const own = window.dash_clientside = window.dash_clientside || {};
  own.samskaping = Object.assign(own.samskaping || {}, {
    arrived: function (at) {
      now = at || null;
      sentAt = null;
      send();
      return none();
    },
    faults: function (found) {
      marks = found && found.rows ? found : { sheet: "", rows: {} };
      const api = grid();
      const here = api && api.getFocusedCell();
      if (api) api.refreshCells({ force: true });
      if (here) tellCell({ api: api, column: here.column, rowIndex: here.rowIndex });
      return none();
    },
    author: function (value, held) {
      const context = window.dash_clientside.callback_context;
      const typed = context.triggered.length && context.triggered[0].value !== undefined
        && context.triggered[0].value !== null;
      return typed ? [value, none()] : [none(), held || ""];
    },
  });
})();

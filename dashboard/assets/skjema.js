/* Forms: links that change parts of the address and leave the rest, and where focus goes when a form closes. */
(function () {
  "use strict";

  /* {"aktor": "x", "ny": null}: set one, take out another, and keep what the address says besides */
  function change(link) {
    const query = new URLSearchParams(window.location.search);
    Object.entries(JSON.parse(link.dataset.change)).forEach(function (pair) {
      if (pair[1] === null) query.delete(pair[0]); else query.set(pair[0], pair[1]);
    });
    const text = query.toString().replace(/%2C/g, ",").replace(/%3A/g, ":");
    window.history.pushState({}, "", text ? "?" + text : window.location.pathname);
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
  }

  /* what was pressed may be drawn anew, or go away with its form: focus then goes to it, or to what it
     names, instead of nowhere, until somebody does something else */
  let then = null;
  const seen = (id) => {
    const found = id && document.getElementById(id);
    return found && found.offsetParent !== null ? found : null;
  };
  function comeBack() {
    if (!then) return;
    if (Date.now() > then.until) { then = null; return; }
    if (then.pressed.isConnected && then.pressed.offsetParent !== null) return;
    if (document.activeElement && document.activeElement !== document.body) return;
    const target = seen(then.pressed.id) || seen(then.target);
    if (target) target.focus();
  }
  ["pointerdown", "keydown"].forEach(function (kind) {
    document.addEventListener(kind, function () { then = null; }, true);
  });
  new MutationObserver(comeBack).observe(document.documentElement, {
    childList: true, subtree: true, attributes: true, attributeFilter: ["hidden"],
  });

  document.addEventListener("click", function (event) {
    const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
    const pressed = event.target.closest("[data-then]");
    if (pressed) then = { pressed: pressed, target: pressed.dataset.then, until: Date.now() + 30000 };
    const link = event.target.closest("a[data-change]");
    if (link && plain) {
      event.preventDefault();
      change(link);
      return;
    }
    const pointer = event.target.closest("[data-focus]");
    const field = pointer && document.getElementById(pointer.dataset.focus);
    if (!field) return;
    const fold = field.closest("details");
    if (fold) fold.open = true;
    field.focus();
  });
})();

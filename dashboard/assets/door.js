/* The log-in: whoever is at work stays in; whoever is away is told before it ends, and when it has ended. */
(function () {
  "use strict";
  const LEFT = "samskaping-left"; /* header: seconds */
  const ENDS = "samskaping-ends"; /* kept for all tabs: milliseconds since 1970 */
  const WARNING = 120000;
  const EVERY = 5000;
  const ask = window.fetch;
  let whole = 0; /* what the server gave last, in milliseconds */
  let most = 0;
  let heard = 0;
  let touched = 0;

  function box(id, said) {
    const made = document.createElement("div");
    made.id = id;
    made.className = "error-box door-box";
    made.setAttribute("role", "alert");
    const words = document.createElement("p");
    words.className = "said";
    words.textContent = said;
    made.append(words);
    document.getElementById("hovedinnhold").prepend(made);
    return made;
  }
  function remove(id) {
    const gone = document.getElementById(id);
    if (!gone) return;
    const had = gone.contains(document.activeElement);
    gone.remove();
    if (had) document.getElementById("hovedinnhold").focus({ preventScroll: true });
  }
  function tellEnded(door) {
    remove("logges-ut");
    if (document.getElementById("utlogget")) return;
    const link = document.createElement("a");
    link.className = "button plain";
    link.href = window.location.href; /* the log-in leads back here */
    link.textContent = door.dataset.again;
    box("utlogget", door.dataset.ended).append(link);
  }
  function tellSoon(door, last) {
    const told = document.getElementById("logges-ut");
    if (told && told.dataset.last === String(last)) return;
    remove("logges-ut");
    const made = box("logges-ut", last ? door.dataset.last : door.dataset.soon);
    made.dataset.last = String(last);
    if (last) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button primary";
    button.textContent = door.dataset.stay;
    button.addEventListener("click", () => stay(door));
    made.append(button);
  }
  /* From when it was asked: a machine may sleep while the answer is on its way. */
  function listen(answer, asked) {
    const door = document.querySelector("a[data-door]");
    const left = Number(answer.headers.get(LEFT)) * 1000;
    if (left && asked >= heard) {
      whole = left;
      most = Math.max(most, left);
      heard = asked;
      window.localStorage.setItem(ENDS, String(heard + left));
    }
    if (door && answer.status === 401) tellEnded(door);
    return answer;
  }
  function stay(door) {
    window.fetch(door.dataset.door).then(look, () => undefined);
  }
  function look() {
    const door = document.querySelector("a[data-door]");
    if (!door || !whole || document.getElementById("utlogget")) return;
    const left = Number(window.localStorage.getItem(ENDS)) - Date.now();
    const early = Math.min(WARNING, most / 2);
    if (left > early) remove("logges-ut");
    else if (touched > heard || left <= 0) stay(door);
    else tellSoon(door, whole <= early); /* asked already, and it could not be made longer */
  }
  window.fetch = function () {
    const asked = Date.now();
    return ask.apply(this, arguments).then((answer) => listen(answer, asked));
  };
  ["pointerdown", "keydown"].forEach(function (kind) {
    document.addEventListener(kind, () => { touched = Date.now(); }, { capture: true, passive: true });
  });
  window.setInterval(look, EVERY);
})();

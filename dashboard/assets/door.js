/* Where one logs in: when the server no longer knows the reader, say so, and where to log in again. */
(function () {
  "use strict";
  const ask = window.fetch;
  function tell() {
    const door = document.querySelector("a[data-door]");
    if (!door || document.getElementById("utlogget")) return;
    const box = document.createElement("div");
    box.id = "utlogget";
    box.className = "error-box";
    box.setAttribute("role", "alert");
    const said = document.createElement("p");
    said.className = "said";
    said.textContent = door.dataset.ended;
    const link = document.createElement("a");
    link.className = "button plain";
    link.href = door.getAttribute("href");
    link.textContent = door.dataset.again;
    box.append(said, link);
    document.getElementById("hovedinnhold").prepend(box);
  }
  window.fetch = function () {
    return ask.apply(this, arguments).then(function (answer) {
      if (answer.status === 401) tell();
      return answer;
    });
  };
})();

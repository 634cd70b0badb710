/* Pictures are measured on the screen: before they are printed each is told how much smaller the paper is. */
(function () {
  "use strict";
  const PAPER = 660; /* points between the margins of an upright sheet of A4, less what frames a picture */
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll(".js-plotly-plot, .graph").forEach(function (picture) {
      const wide = picture.offsetWidth;
      if (wide) picture.style.setProperty("--paper", String(Math.min(1, Math.round(1000 * PAPER / wide) / 1000)));
    });
  });
})();

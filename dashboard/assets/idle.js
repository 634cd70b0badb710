/* Work that waits until the page has nothing else to do, at most so many milliseconds. */
(function () {
  "use strict";
  window.samskaping_idle = window.requestIdleCallback
    ? (work, most) => window.requestIdleCallback(work, { timeout: most })
    : (work) => window.setTimeout(work, 50);
})();

/* What is folded away is drawn when the answer is there and the page has nothing else to do, a part at a time; all of it
   at once when the fold is about to open. What callbacks read and write is there from the beginning: it does not stand in the drawing. */
(function () {
  "use strict";
  const React = window.React;
  const MOST = 1500;
  const WAIT = 150;
  const BUSY = ".loading, [data-dash-is-loading]";

  function whenQuiet(work) {
    if (document.querySelector(BUSY)) window.setTimeout(() => whenQuiet(work), WAIT);
    else window.samskaping_idle(work, MOST);
  }

  function Folded(props) {
    const parts = React.useMemo(() => React.Children.toArray(props.children), [props.children]);
    const place = React.useRef(null);
    const [drawn, draw] = React.useState(0);
    const missing = drawn < parts.length;
    React.useLayoutEffect(function () {
      if (!missing) return undefined;
      let wanted = true;
      const fold = place.current.closest("details");
      const all = () => window.ReactDOM.flushSync(() => draw(Infinity));
      if (!fold || fold.open) {
        draw(Infinity);
        return undefined;
      }
      whenQuiet(() => { if (wanted) draw((before) => before + 1); });
      for (const event of ["click", "toggle"]) fold.addEventListener(event, all, true);
      return function () {
        wanted = false;
        for (const event of ["click", "toggle"]) fold.removeEventListener(event, all, true);
      };
    }, [missing, drawn]);
    const rest = missing ? React.createElement("span", { key: "rest", hidden: true, ref: place }) : null;
    return React.createElement(React.Fragment, null, ...parts.slice(0, drawn), rest);
  }
  window.samskaping_parts = Object.assign({}, window.samskaping_parts, { Folded: Folded });
})();

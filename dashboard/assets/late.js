/* What few pages use is fetched when it is first shown: the grid, the drawing of networks, figures. The addresses
   stand in the page's head, <meta name="late" data-part="…" content="address">. */
(function () {
  "use strict";
  const React = window.React;
  const fetched = {};

  function address(part) {
    const said = document.querySelector('meta[name="late"][data-part="' + part + '"]');
    return said && said.content;
  }

  function script(part) {
    if (!fetched[part]) {
      fetched[part] = new Promise(function (done, failed) {
        const made = document.createElement("script");
        made.src = address(part);
        made.onload = done;
        made.onerror = function () { delete fetched[part]; failed(new Error(part)); };
        document.head.appendChild(made);
      });
    }
    return fetched[part];
  }

  /* a component that stands in for one of a library that is not there yet, until its place on the page is seen;
     nothing waits for it: what it is to show is kept with it */
  function late(namespace, type, traits) {
    if (!address(namespace)) return;
    const Lazy = React.lazy(() => script(namespace).then(function () {
      const loaded = window[namespace];
      window[namespace] = Object.assign({}, loaded, { [type]: StandIn });
      return { default: loaded[type] };
    }));
    function StandIn(props) {
      const place = React.useRef(null);
      const [seen, see] = React.useState(false);
      React.useEffect(function () {
        if (seen || !place.current) return undefined;
        const watch = new IntersectionObserver((all) => { if (all.some((one) => one.isIntersecting)) see(true); });
        watch.observe(place.current);
        return () => watch.disconnect();
      }, [seen]);
      const empty = React.createElement("div", { ref: place, style: props.style });
      return seen ? React.createElement(React.Suspense, { fallback: empty }, React.createElement(Lazy, props)) : empty;
    }
    Object.assign(StandIn, traits);
    window[namespace] = { [type]: StandIn };
  }
  late("dash_ag_grid", "AgGrid", { dashRenderType: true });

  /* figures are drawn one after the other, when the page has nothing else to do: its words and tables come first */
  const queue = [];
  let busy = false;
  const MOST = 2000;
  function next() {
    const work = queue.shift();
    busy = Boolean(work);
    if (!work) return;
    window.samskaping_idle(
      () => script("plotly").then(work).catch((wrong) => console.error(wrong)).then(next), MOST,
    );
  }
  function plan(work) {
    queue.push(work);
    if (!busy) next();
  }

  const STILL = { displayModeBar: false, responsive: false, staticPlot: true };
  function Picture(props) {
    const frame = React.useRef(null);
    const held = React.useRef({});
    React.useEffect(function () {
      const mine = held.current;
      mine.figure = props.figure;
      plan(function () {
        const figure = mine.figure;
        if (!frame.current || !figure || mine.drawn === figure) return undefined;
        mine.drawn = figure;
        if (!mine.plot) mine.plot = frame.current.appendChild(document.createElement("div"));
        return window.Plotly.react(mine.plot, figure.data.map((one) => Object.assign({}, one)), Object.assign({}, figure.layout), STILL);
      });
    }, [props.figure]);
    React.useEffect(function () {
      const mine = held.current;
      let width = frame.current.clientWidth;
      const watch = new ResizeObserver(function () {
        const now = frame.current ? frame.current.clientWidth : 0;
        if (!now || now === width) return;
        width = now;
        if (mine.plot && mine.plot.layout) window.Plotly.Plots.resize(mine.plot);
      });
      watch.observe(frame.current);
      return function () {
        watch.disconnect();
        mine.figure = null;
        if (mine.plot && window.Plotly) window.Plotly.purge(mine.plot);
      };
    }, []);
    const height = props.figure && props.figure.layout && props.figure.layout.height;
    return React.createElement("div", {
      id: props.id, ref: frame, className: "picture", style: height ? { minHeight: height } : undefined,
    });
  }
  window.samskaping_parts = Object.assign({}, window.samskaping_parts, { Picture: Picture });
})();

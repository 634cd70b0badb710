/* What only tells, as the server writes it: elements with attributes and content, and nothing that hears. */
(function () {
  "use strict";
  const element = (one) => {
    if (one === null || typeof one !== "object") return one;
    if (Array.isArray(one)) return React.createElement(React.Fragment, null, ...one.map(element));
    return React.createElement(one.name, one.said, ...one.parts.map(element));
  };
  window.samskaping_parts = Object.assign({}, window.samskaping_parts, {
    Still: React.memo((props) => element(props.drawn)),
  });
})();

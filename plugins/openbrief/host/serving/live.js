// Keeps a page of `openbrief serve` like its source: takes in what the server says has changed, and
// shows what is wrong. The server puts it into the pages that it sends; it is never on disk.
(() => {
  "use strict";
  const { src, dataset } = document.currentScript;
  let { seen, around, files } = dataset;
  let stream;

  function listen() {
    const asked = new URLSearchParams({ page: location.pathname, seen });
    stream = new EventSource(`${new URL("events", src)}?${asked}`);
    const on = (name, act) => stream.addEventListener(name, ({ data }) => act(JSON.parse(data)));
    on("page", show);
    on("problems", tell);
    // Pictures and the like: the page itself says nothing of them.
    on("files", now => { if (String(now) !== files) location.reload(); });
  }

  /** Puts the new main part in the old one's place; anything else needs the whole page. */
  function show(page) {
    const main = document.querySelector("main");
    if (!main || page.main === null || page.around !== around) {
      location.reload();
      return;
    }
    const folds = () => [...main.querySelectorAll("details")];
    const open = folds().map(each => each.open);
    const { scrollX, scrollY } = window;
    main.innerHTML = page.main;
    const now = folds();
    if (now.length === open.length) now.forEach((each, n) => { each.open = open[n]; });
    seen = page.seen;
    document.dispatchEvent(new Event("openbrief:main"));
    scrollTo({ left: scrollX, top: scrollY, behavior: "instant" });
  }

  const STYLE = `
    :host { all: initial; position: fixed; inset: auto 1rem 1rem; z-index: 2147483647; }
    details { margin: 0 auto; max-width: 60rem; max-height: 45vh; overflow: auto; padding: .75rem 1rem;
      border: 2px solid #b3261e; border-radius: .5rem; background: #fff; color: #1b1b1b;
      font: 15px/1.45 system-ui, sans-serif; box-shadow: 0 .5rem 2rem #0005; }
    details.warning { border-color: #8a6100; }
    summary { cursor: pointer; font-weight: 600; }
    ol { margin: .5rem 0 0; padding: 0; list-style: none; }
    li { border-top: 1px solid #ccc; padding: .5rem 0; }
    code { font: 13px/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
    p { margin: .15rem 0; }
  `;

  function make(name, text = "", ...parts) {
    const element = document.createElement(name);
    element.append(text, ...parts);
    return element;
  }

  function count(problems) {
    const number = of => problems.filter(({ severity }) => severity === of).length;
    const words = (n, name) => (n === 1 ? `1 ${name}` : `${n} ${name}s`);
    const errors = number("error");
    const rest = `${words(errors, "error")}, ${words(number("warning"), "warning")}`;
    return errors ? `${rest}; the last good page is shown` : rest;
  }

  /** Shows problems as text, out of reach of the page's own styles. */
  function tell(problems) {
    document.querySelector("openbrief-problems")?.remove();
    if (!problems.length) return;
    const box = make("openbrief-problems");
    box.setAttribute("role", "status");
    box.lang = "en";
    box.dir = "ltr";
    const root = box.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    const items = problems.map(({ place, severity, code, message, help }) => make("li", "",
      make("code", `${place}: ${severity}[${code}]`), make("p", message), make("p", help)));
    const fold = make("details", "", make("summary", count(problems)), make("ol", "", ...items));
    fold.open = problems.some(({ severity }) => severity === "error");
    fold.className = fold.open ? "error" : "warning";
    root.append(fold);
    document.body.append(box);
  }

  // A browser has few connections to one server: pages that nobody sees hold none.
  const follow = () => {
    stream?.close();
    if (!document.hidden) listen();
  };
  document.addEventListener("visibilitychange", follow);
  // A page that comes back by the Back button is as it was when it was left.
  window.addEventListener("pagehide", () => stream?.close());
  window.addEventListener("pageshow", ({ persisted }) => { if (persisted) follow(); });
  follow();
})();

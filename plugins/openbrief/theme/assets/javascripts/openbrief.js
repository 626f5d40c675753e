// What a page does with script: open the search, follow the contents list, lead to other languages,
// tell the reader's language on the 404 page. Loaded in the head, before Material's bundle. Citations have a script of their own.

// Names that Material's bundle expects. Its own theme defines them in the page, which a strict
// content security policy forbids.
var __md_scope = new URL(document.currentScript.dataset.base, location);
var __md_hash = text => [...text].reduce((sum, c) => (sum << 5) - sum + c.charCodeAt(0), 0);
var __md_get = (key, store = localStorage, scope = __md_scope) =>
  JSON.parse(store.getItem(`${scope.pathname}.${key}`));
var __md_set = (key, value, store = localStorage, scope = __md_scope) => {
  try { store.setItem(`${scope.pathname}.${key}`, JSON.stringify(value)); } catch { /* full or forbidden */ }
};

(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.replace("no-js", "js");
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];

  // The bundle makes one worker, for the search. Listening here gives us the true count, which the
  // bundle does not know, and a word while it works.
  let status = () => {};
  const Native = window.Worker;
  window.Worker = class extends Native {
    constructor(...input) {
      super(...input);
      this.addEventListener("message", ({ data }) => data.type === 3 && status(data.data));
    }
    postMessage(message, ...rest) {
      if (message.type === 2) status({ asked: message.data });
      super.postMessage(message, ...rest);
    }
  };

  function search() {
    const box = document.querySelector(".md-search");
    const toggle = document.querySelector("#__search");
    const query = box.querySelector("input");
    const line = box.querySelector("[role=status]");
    const around = all("body > :not(.md-search, script, input, svg)");
    let opener = null;

    status = ({ asked, items, total, failed }) => {
      const words = box.dataset;
      if (asked !== undefined) line.textContent = asked.trim() ? words.busy : words.start;
      else if (failed) line.textContent = words.failed;
      else if (!query.value.trim()) line.textContent = words.start;
      else if (!items.length) line.textContent = words.none;
      else line.textContent = (total > items.length ? words.countFirst : words.count)
        .replace("{total}", total).replace("{shown}", items.length);
    };
    const open = (text = query.value) => {
      opener = document.activeElement;
      query.value = text;
      if (!toggle.checked) toggle.click();
      query.focus();
      query.select();
      query.dispatchEvent(new Event("keyup"));
    };
    const close = () => toggle.checked && toggle.click();

    toggle.checked = false;
    toggle.addEventListener("change", () => {
      for (const part of around) part.inert = toggle.checked;
      if (toggle.checked) return;
      query.blur();
      opener?.isConnected && opener.focus({ preventScroll: true });
    });
    for (const control of all("[data-search-open]")) control.addEventListener("click", () => {
      control.closest("details")?.removeAttribute("open");
      open();
    });
    for (const form of all("[data-search-form]")) form.addEventListener("submit", event => {
      event.preventDefault();
      open(form.elements.q.value);
    });
    // The bundle hears keys only: words can also be pasted, dictated or dropped.
    query.addEventListener("input", () => query.dispatchEvent(new Event("keyup")));
    box.addEventListener("click", event => {
      if (event.target === box || event.target.closest("[data-search-close]")) close();
    });
    // Before the bundle hears them: Tab moves inside the box instead of closing it, single letters
    // do nothing, and `/` opens the box before it is focused.
    window.addEventListener("keydown", event => {
      if (toggle.checked) {
        if (event.key === "Tab") event.stopPropagation();
        if (event.key === " " && document.activeElement !== query) event.stopPropagation();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target.closest?.("input, textarea, select, dialog, [contenteditable]")) return;
      if (event.key === "/") {
        event.preventDefault();
        open();
      }
      if (event.key.length === 1) event.stopPropagation();
    }, true);
    // Results can be reached by Tab, and their headings do not mix with those of the page.
    new MutationObserver(() => {
      for (const part of all("[tabindex='-1']", box)) part.removeAttribute("tabindex");
      for (const part of all("article:not([role])", box)) part.setAttribute("role", "none");
      for (const part of all(":is(h1, h2):not([role])", box)) part.setAttribute("role", "none");
    }).observe(box.querySelector("ol"), { childList: true, subtree: true });
    // The bundle would ask each of these for a sitemap, and take over links to other languages.
    for (const link of all("link[rel=alternate]")) link.setAttribute("rel", "alternate ");
    // The page for lost addresses sends its readers to the first page with what they look for.
    // The words stand behind `#`, where no server gets to see them.
    const answer = () => {
      const asked = new URLSearchParams(location.hash.slice(1)).get("q");
      if (asked) open(asked);
    };
    window.addEventListener("hashchange", answer);
    answer();
  }

  function contents() {
    const links = new Map(all(".toc ol a").map(link => [link.hash.slice(1), link]));
    const heads = [...links.keys()].map(id => document.getElementById(id)).filter(Boolean);
    if (!heads.length) return;
    const follow = () => {
      const last = heads.filter(head => head.getBoundingClientRect().top < innerHeight / 3).pop();
      for (const [id, link] of links) {
        if (id === (last ?? heads[0]).id) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    };
    const watch = new IntersectionObserver(follow, { rootMargin: "0px 0px -66% 0px" });
    for (const head of heads) watch.observe(head);
    follow();
  }

  // Wide tables scroll by themselves instead of the page, also by keyboard.
  function tables() {
    for (const table of all(".read > table, .read .row table:not(.opt), .prose > table")) {
      const frame = document.createElement("div");
      frame.className = "scroll";
      table.replaceWith(frame);
      frame.append(table);
      if (frame.scrollWidth > frame.clientWidth) frame.tabIndex = 0;
    }
  }

  // Menus close when the reader goes on.
  function menus() {
    const open = () => all(".top details[open]");
    document.addEventListener("click", event => {
      for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
    });
    document.addEventListener("keydown", event => {
      if (event.key !== "Escape") return;
      for (const menu of open()) {
        menu.open = false;
        if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
      }
    });
  }

  // Where the reader is in the text; the anchors of sections are the same in all languages, those of
  // passages (`SECTION-3f9a1c`) are not.
  function place() {
    const section = scrollY > innerHeight / 2 && document.querySelector(".toc [aria-current]");
    return section ? section.hash : location.hash.replace(/-[0-9a-f]{6}$/, "");
  }

  // Links to other languages lead to the place where the reader is.
  function languages() {
    for (const kind of ["pointerdown", "click"]) document.addEventListener(kind, event => {
      const link = event.target.closest?.(".langs a, .offer a");
      if (link) link.hash = place();
    }, true);
  }

  // Tells once, in the first language of the browser in which this page exists, that it does; never
  // leads there by itself, and remembers nothing until it is sent away.
  function offer() {
    const links = all(".top .langs a[data-offer]");
    const language = tag => tag.toLowerCase().split("-")[0];
    const link = tag => links.find(link => language(link.hreflang) === language(tag));
    let gone = false;
    try { gone = __md_get("offer"); } catch { /* forbidden */ }
    const read = navigator.languages.find(tag => language(tag) === language(root.lang) || link(tag));
    const found = !gone && read && link(read);
    if (!found) return;
    const bar = document.createElement("aside");
    const way = found.cloneNode();
    const close = document.createElement("button");
    Object.assign(bar, { className: "offer ui", lang: found.lang, dir: found.dir });
    bar.setAttribute("aria-label", found.textContent);
    way.textContent = found.dataset.offer;
    Object.assign(close, { type: "button", textContent: found.dataset.close });
    close.addEventListener("click", () => {
      __md_set("offer", "gone");
      bar.remove();
      document.querySelector(".brand").focus();
    });
    bar.append(way, close);
    document.querySelector(".top").before(bar);
  }

  function missing() {
    const sections = all("section.missing");
    const fits = ({ dataset }) => location.pathname.startsWith(new URL(dataset.home, location).pathname);
    const length = section => section.dataset.home.length;
    const mine = sections.filter(fits).sort((a, b) => length(b) - length(a))[0] ?? sections[0];
    if (!mine) return;
    for (const section of sections) section.hidden = section !== mine;
    mine.querySelector("form").addEventListener("submit", event => {
      event.preventDefault();
      const { q } = event.target.elements;
      location.assign(`${mine.dataset.home}#${new URLSearchParams({ q: q.value })}`);
    });
    root.lang = mine.lang;
    root.dir = mine.dir;
    document.title = mine.dataset.title;
  }

  // Also when the live server has put another text into the page.
  function setUp() {
    contents();
    tables();
  }
  document.addEventListener("openbrief:main", setUp);

  document.addEventListener("DOMContentLoaded", () => {
    offer();
    if (document.querySelector(".md-search")) search();
    setUp();
    menus();
    languages();
    missing();
  });
})();

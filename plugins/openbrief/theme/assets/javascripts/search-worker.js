// Answers Material's search box from Pagefind's index. Material speaks to its worker in four kinds
// of message: 0 set up, 1 ready, 2 query (a string), 3 result ({items: [[page, ...sections]]}).
// Nothing is loaded before the first query. `?lang=` is the page's language; Pagefind keeps an
// index for each.
"use strict";
const READY = 1, QUERY = 2, RESULT = 3;
const PAUSE = 180; // milliseconds without a key before a query is sent
const PAGES = 10; // what Material draws at once
const SECTIONS = 3;
// This file lies two folders below the root of the site, wherever that is.
const base = new URL("../../", self.location).pathname;
const lang = new URL(self.location).searchParams.get("lang") || "en";

// Pagefind asks the document for its language, and a worker has none.
self.window = self;
self.document = {
  currentScript: null,
  querySelector: selector => selector === "html" ? { getAttribute: () => lang } : null,
};

let loading = null;
let turn = 0;
let timer = 0;

async function load() {
  const pagefind = await import(`${base}pagefind/pagefind.js`);
  await pagefind.options({
    basePath: `${base}pagefind/`, baseUrl: base, noWorker: true, language: lang, excerptLength: 24,
  });
  await pagefind.init();
  return pagefind;
}

const escape = text => String(text ?? "")
  .replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
// An excerpt is HTML with <mark>; whatever else looks like a tag is shown as text.
const excerpt = html => `<p>${String(html ?? "").replace(/<(?!\/?mark>)/g, "&lt;")}</p>`;

function item(location, title, text, terms, score) {
  return { location, title: escape(title), text: excerpt(text), terms, score };
}

function found(page, terms, place) {
  const score = 1000 - place;
  const sections = page.sub_results
    .filter(part => part.url.includes("#") && part.title !== page.meta.title)
    .slice(0, SECTIONS)
    .map(part => item(part.url, part.title, part.excerpt, terms, score - 0.5));
  return [item(page.url, page.meta.title || page.url, page.excerpt, terms, score), ...sections];
}

async function answer(query, mine) {
  if (!query) return { items: [], total: 0 };
  const pagefind = await (loading ??= load());
  // The pages of sources are short, so the ranking likes them; readers want our texts first.
  const texts = await pagefind.search(query, { filters: { not: { kind: "source" } } });
  const sources = await pagefind.search(query, { filters: { kind: "source" } });
  if (mine !== turn) return null;
  const results = [...texts.results, ...sources.results];
  const pages = await Promise.all(results.slice(0, PAGES).map(result => result.data()));
  const terms = Object.fromEntries(query.split(/\s+/).map(word => [escape(word), true]));
  return { items: pages.map((page, place) => found(page, terms, place)), total: results.length };
}

async function ask(query) {
  const mine = ++turn;
  let data;
  try {
    data = await answer(query.trim(), mine);
  } catch (error) {
    console.warn(error);
    loading = null; // the next query tries again
    data = { items: [], total: 0, failed: true };
  }
  if (data && mine === turn) postMessage({ type: RESULT, data });
}

addEventListener("message", ({ data: { type, data } }) => {
  if (type !== QUERY) return;
  clearTimeout(timer);
  timer = setTimeout(ask, PAUSE, data || "");
});
postMessage({ type: READY });

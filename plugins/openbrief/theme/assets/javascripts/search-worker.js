// Answers Material's search box from Pagefind's index. Material speaks to its worker in four kinds
// of message: 0 set up, 1 ready, 2 query (a string), 3 result ({items: [[page, ...sections]]}).
// Nothing is loaded before the first query. `?lang=` is the page's language; Pagefind keeps an
// index for each.
"use strict";
const READY = 1, QUERY = 2, RESULT = 3;
const PAUSE = 180; // milliseconds without a key before a query is sent
const PAGES = 10; // what Material draws at once
const SECTIONS = 3;
const NAMED = 8; // terms of the glossary that are asked for their names
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

/** Tells whether a page of the glossary explains what is asked for. */
function isNamed({ meta }, query) {
  const names = [meta.title, ...(meta.also ?? "").split(", ")];
  return names.some(name => name.toLowerCase() === query.toLowerCase());
}

/** Parts pages of the glossary: those that the query names, and the rest. */
async function parted(terms, query) {
  const pages = await Promise.all(terms.slice(0, NAMED).map(term => term.data()));
  const named = terms.filter((_, place) => pages[place] && isNamed(pages[place], query));
  return [named, terms.filter(term => !named.includes(term))];
}

async function answer(query, mine) {
  if (!query) return { items: [], total: 0 };
  const pagefind = await (loading ??= load());
  // The pages of terms and sources are short, so the ranking likes them; readers want our texts
  // first, and before them the meaning of a term that they name.
  const find = filters => pagefind.search(query, { filters });
  const texts = await find({ none: [{ kind: "source" }, { kind: "term" }] });
  const sources = await find({ kind: "source" });
  const meanings = await find({ kind: "term" });
  const [named, others] = await parted(meanings.results, query);
  if (mine !== turn) return null;
  const results = [...named, ...texts.results, ...others, ...sources.results];
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

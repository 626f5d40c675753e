// What a reader can do with a citation by script: see the full reference beside the number, copy
// how to cite, quote a passage, and be told when a quoted passage has changed; and with a term: see
// what it means. Without script each of these is a plain link. It needs nothing else of the theme:
// any site can load it alone, and give it its words as `data-close`, `data-copy`, `data-done`,
// `data-changed` and `data-term` of the script element.
(() => {
  "use strict";
  const words = { close: "Close", copy: "Copy", done: "Copied", ...document.currentScript?.dataset };
  const byId = id => document.getElementById(id);
  const all = (selector, from) => [...from.querySelectorAll(selector)];
  const isPlain = event => !(event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

  function make(tag, className, attributes = {}) {
    const element = document.createElement(tag);
    element.className = className;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  }

  function makeButton(className, text, act) {
    const button = make("button", className, { type: "button" });
    button.textContent = text;
    button.addEventListener("click", act);
    return button;
  }

  // The card. One at a time, right behind its citation, so that Tab and screen readers come to it
  // next. It opens for a pointer that stays, for the keyboard's focus and for a tap or click; it can
  // be pointed at, and Escape closes it (WCAG 2.2, 1.4.13).
  const SHOW = 200, HIDE = 300, GAP = 10, EDGE = 8;
  let link, card, pointedAt, timer;
  let stays = false, pressedInside = false, isTapped = false;

  const targetOf = cite => byId(cite.getAttribute("href").split("#")[1]);

  /** Gives the list items that a citation stands for: its note, then the entries of its works. */
  function sourcesOf(cite) {
    const target = targetOf(cite);
    const named = cite.dataset.works?.split(" ").map(byId)
      ?? (target ? all('a[href^="#ref-"]', target).map(targetOf) : []);
    const found = [byId(cite.dataset.note), ...(named.length ? named : [target])];
    return [...new Set(found)].filter(source => source?.matches("li"));
  }

  function copyOf(source) {
    const copy = make("div", "source");
    for (const name of ["lang", "dir"]) {
      const near = source.closest(`[${name}]`);
      if (near) copy[name] = near[name];
    }
    copy.append(...source.cloneNode(true).childNodes);
    for (const back of all('.to, .footnote-backref, .quote, [href^="#cite-"]', copy)) back.remove();
    for (const part of all("[id]", copy)) part.removeAttribute("id");
    return copy;
  }

  /** Gives what a term's link carries: its name, its definition and the way to its page. */
  function meaningOf(term) {
    const { lang, dir } = document.documentElement;
    const [meaning, name, text] = [make("div", "source meaning"), make("b", ""), make("p", "")];
    const [more, link] = [make("p", "ui", { lang, dir }), make("a", "", { href: term.href })];
    name.textContent = term.dataset.term;
    text.textContent = term.dataset.short;
    link.textContent = words.term ?? term.dataset.term;
    more.append(link);
    meaning.append(name, text, more);
    return meaning;
  }

  const hasCard = link => link.matches("a.term") || sourcesOf(link).length > 0;
  const contentsOf = link => link.matches("a.term") ? [meaningOf(link)] : sourcesOf(link).map(copyOf);

  function open(cite, isToStay) {
    clearTimeout(timer);
    stays = isToStay || (cite === link && stays);
    if (cite === link) return;
    close();
    stays = isToStay;
    const label = cite.textContent.trim();
    link = cite;
    card = make("div", "cite-card", { id: "cite-card", role: "group", "aria-label": label });
    card.append(...contentsOf(cite), makeButton("x", "", leave));
    card.lastChild.setAttribute("aria-label", words.close);
    // Tab goes from term to term: what is in their cards, Enter and Escape do as well.
    if (cite.matches("a.term")) for (const part of all("a, button", card)) part.tabIndex = -1;
    if ("popover" in card) card.popover = "manual";
    link.after(card);
    card.showPopover?.();
    link.setAttribute("aria-expanded", "true");
    link.setAttribute("aria-controls", card.id);
    targetOf(link)?.classList.add("near");
    place();
  }

  function close() {
    clearTimeout(timer);
    if (!card) return;
    link.setAttribute("aria-expanded", "false");
    link.removeAttribute("aria-controls");
    targetOf(link)?.classList.remove("near");
    card.remove();
    link = card = undefined;
  }

  /** Closes the card and gives the focus back, if it was in it. */
  function leave() {
    if (card.contains(document.activeElement)) link.focus({ preventScroll: true });
    close();
  }

  /** Puts the card under the citation's line, or above it where there is more room. */
  function place() {
    if (!card) return;
    const { clientWidth: width, clientHeight: height } = document.documentElement;
    const line = link.getBoundingClientRect();
    const wanted = card.scrollHeight + card.offsetHeight - card.clientHeight;
    const below = height - line.bottom - GAP - EDGE;
    const above = line.top - GAP - EDGE;
    const isUnder = wanted <= below || below >= above;
    const room = Math.max(isUnder ? below : above, 0);
    const start = getComputedStyle(card).direction === "rtl"
      ? line.right - card.offsetWidth + 2 * EDGE
      : line.left - 2 * EDGE;
    card.style.maxHeight = `${room}px`;
    card.style.left = `${Math.max(EDGE, Math.min(start, width - card.offsetWidth - EDGE))}px`;
    card.style.top = `${isUnder ? line.bottom + GAP : line.top - GAP - Math.min(wanted, room)}px`;
  }

  function followPointer({ target, pointerType, buttons }) {
    const now = target.closest?.("a.cite, a.term, .cite-card");
    // A finger has no hover, and a pressed button marks words to be copied.
    if (pointerType === "touch" || buttons || now === pointedAt) return;
    pointedAt = now;
    clearTimeout(timer);
    if (now?.matches("a") && hasCard(now)) timer = setTimeout(open, SHOW, now, false);
    else if (!now && !stays) timer = setTimeout(close, HIDE);
  }

  function followFocus({ target }) {
    const cite = target.closest("a.cite, a.term");
    if (card?.contains(target)) stays = true;
    else if (cite?.matches(":focus-visible") && hasCard(cite)) open(cite, true);
    else if (cite !== link) close();
  }

  const isInside = target => card?.contains(target) || link?.contains(target);

  document.addEventListener("pointerover", followPointer);
  document.addEventListener("focusin", followFocus);
  document.addEventListener("pointerdown", ({ target, pointerType }) => {
    pressedInside = isInside(target);
    isTapped = pointerType !== "mouse";
  });
  // A finger that scrolls the page ends otherwise than with `pointerup`.
  document.addEventListener("pointerup", ({ target }) => {
    if (!pressedInside && !isInside(target)) close();
  });
  document.addEventListener("keydown", ({ key }) => { if (key === "Escape" && card) leave(); });
  document.addEventListener("scroll", ({ target }) => { if (target !== card) place(); }, true);
  window.addEventListener("resize", place);

  // Copying. Rich text goes along for word processors, except for what is code.
  async function copy(button, source) {
    const text = source.innerText.trim();
    try {
      await write(text, source.matches("pre") ? "" : source.innerHTML);
    } catch {
      getSelection().selectAllChildren(source);
      return;
    }
    button.dataset.words ??= button.textContent;
    const status = button.parentElement.querySelector("[role=status]")
      ?? button.parentElement.appendChild(make("span", "vh", { role: "status" }));
    button.textContent = words.done;
    // Screen readers tell what changes in a region, not what it is born with.
    setTimeout(() => { status.textContent = words.done; }, 100);
    setTimeout(() => {
      button.textContent = button.dataset.words;
      status.textContent = "";
    }, 2000);
  }

  function write(text, html) {
    const { clipboard } = navigator;
    if (!html || !window.ClipboardItem) return clipboard.writeText(text);
    const blob = (content, type) => new Blob([content], { type });
    const both = { "text/plain": blob(text, "text/plain"), "text/html": blob(html, "text/html") };
    return clipboard.write([new ClipboardItem(both)]).catch(() => clipboard.writeText(text));
  }

  // Quoting. The passages of a text stand ready on a page of their own, which is read once.
  const pages = new Map();

  async function read(address) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${answer.status}`);
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  }

  async function quote(from) {
    const [address, id] = from.href.split("#");
    try {
      if (!pages.has(address)) pages.set(address, read(address));
      const page = await pages.get(address);
      show(page.getElementById(id), page.documentElement, from);
    } catch {
      location.assign(from.href);
    }
  }

  function show(passage, { lang, dir }, from) {
    const box = make("dialog", "quote-box", { "aria-label": from.getAttribute("aria-label") });
    const text = make("div", "quotes", { lang, dir, tabindex: "0" });
    text.append(...document.importNode(passage, true).childNodes);
    for (const part of all("[data-screen]", text)) part.remove();
    const buttons = make("p", "ui");
    const first = makeButton("btn", words.copy, () => copy(first, text));
    first.autofocus = true;
    buttons.append(first, " ", makeButton("", words.close, () => box.close()));
    box.append(text, buttons);
    box.addEventListener("click", ({ target }) => { if (target === box) box.close(); });
    box.addEventListener("close", () => {
      box.remove();
      from.focus({ preventScroll: true });
    });
    document.body.append(box);
    box.showModal();
  }

  document.addEventListener("click", event => {
    const cite = event.target.closest?.("a.cite, a.term");
    const passage = event.target.closest?.("a.quote");
    const button = event.target.closest?.("button[data-copy]");
    if (button) copy(button, byId(button.dataset.copy));
    if (!isPlain(event) || !(passage || (cite && hasCard(cite)))) return;
    // A term's link leads on, but a finger sees the card first: it has no other way to it.
    if (cite?.matches("a.term") && (cite === link || !isTapped)) return;
    event.preventDefault();
    if (passage) quote(passage);
    else if (cite === link && stays) close();
    else open(cite, true);
  });

  function decoded(text) {
    try { return decodeURIComponent(text); } catch { return text; }
  }

  // The id of a passage carries a mark of its words. Who comes with an older one is told so.
  function tellChange() {
    const id = decoded(location.hash.slice(1));
    const [, name] = /^(.+)-[0-9a-f]{6}(?:-\d+)?$/.exec(id) ?? [];
    const section = byId(name) ?? (name === "top" ? document.querySelector(".read") : null);
    if (!words.changed || !section || byId(id)) return;
    document.querySelector(".changed")?.remove();
    const notice = make("p", "changed", { role: "status" });
    if (/^H\d$/.test(section.tagName)) section.after(notice);
    else section.prepend(notice);
    location.replace(`#${name}`);
    setTimeout(() => { notice.textContent = words.changed; }, 100);
  }

  // Also when the live server has put another text into the page.
  function setUp() {
    close();
    pages.clear();
    for (const cite of all("a.cite, a.term", document)) {
      if (hasCard(cite)) cite.setAttribute("aria-expanded", "false");
    }
    // The card says it; browsers would say it once more.
    for (const term of all("a.term[title]", document)) {
      term.dataset.short = term.title;
      term.removeAttribute("title");
    }
  }

  setUp();
  document.addEventListener("openbrief:main", setUp);
  window.addEventListener("hashchange", tellChange);
  tellChange();
})();

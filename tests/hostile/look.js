// Looks at a page of the hostile site as it stands after load and a frame; gives what must not be.
async () => {
  await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
  const found = [];
  const tell = (what, element) => found.push(`${what}: ${element?.outerHTML?.slice(0, 200) ?? element}`);
  if ("PWN" in window) tell("run", window.PWN);

  // Only what is listed is in the text: the parts of our own have classes and ids that we know.
  const main = document.querySelector("main");
  // The page of quotations stands by itself, to be shown in a box or a frame.
  const isWhole = document.querySelector(".top");
  if (!main || (isWhole && !(main.id === "main" && document.querySelector(".foot")))) return [...found, "hide: the page has lost its parts"];
  const never = "script,style,iframe,frame,object,embed,applet,base,meta,link,template,slot,form:not(.find),"
    + "textarea,select,video,audio,canvas,portal,fencedframe,dialog,map,area,foreignObject,image,animate,set,"
    + "[style],[srcdoc],[srcset],[background],[autofocus],[contenteditable],[popover],[popovertarget],[slot],"
    + "[part],[is],[itemprop],[ping],[target],[formaction],[action],[form],[usemap],[http-equiv]";
  for (const element of main.querySelectorAll(never)) tell("run", element);
  for (const element of main.querySelectorAll("*")) {
    for (const { name } of element.attributes) if (/^on|[^\w:-]/i.test(name)) tell("run", element);
    if (element.shadowRoot) tell("imitate", element);
  }
  for (const link of main.querySelectorAll("[href]")) {
    const { protocol } = new URL(link.getAttribute("href"), location);
    if (!["http:", "https:", "mailto:"].includes(protocol)) tell("run", link);
  }
  for (const picture of main.querySelectorAll("img")) {
    if (new URL(picture.src || "x", location).origin !== location.origin) tell("reach-out", picture);
  }

  // Nothing lies over the page or hides its parts.
  if (!isWhole) return found;
  const isSeen = element => element && element.getClientRects().length > 0;
  for (const name of [".top .brand", "main h1", ".foot"]) {
    if (!isSeen(document.querySelector(name))) tell("hide", name);
  }
  const { left, top, width, height } = document.querySelector(".top .brand").getBoundingClientRect();
  scrollTo(0, 0);
  const over = document.elementFromPoint(left + width / 2, top + height / 2);
  if (!over?.closest(".brand")) tell("cover", over);
  for (const element of main.querySelectorAll(".read *, .prose *")) {
    const { position, zIndex } = getComputedStyle(element);
    if (position === "fixed" || (position === "sticky" && !element.closest(".toc"))) tell("cover", element);
    if (position === "absolute" && !element.closest(".tabbed-set, .vh, .toc") && zIndex !== "auto") tell("cover", element);
  }
  for (const label of main.querySelectorAll("label[for]")) {
    if (label.control && !main.contains(label.control)) tell("cover", label);
  }
  if (document.documentElement.scrollWidth > innerWidth + 1) tell("cover", `${document.documentElement.scrollWidth} wide`);
  const search = document.querySelector("#__search");
  if (search?.checked) tell("cover", search);

  // Ids are given once, and those of our parts are theirs.
  const ids = [...document.querySelectorAll("[id]")].map(element => element.id);
  for (const id of new Set(ids.filter((id, n) => ids.indexOf(id) !== n))) tell("break-others", `two have the id ${id}`);
  return found;
}

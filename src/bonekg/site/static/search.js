// What the server does for its pages, done by a static site itself: names are looked up, forms lead
// to the pages that were written. Loaded by every page in the place of the server's own script.
"use strict";
(function () {
  const root = new URL(document.documentElement.dataset.root, location.href);
  const main = document.getElementById("main");
  const here = location.pathname.slice(root.pathname.length) || "index.html";
  let index = null;

  const plain = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().trim();

  async function load(name) {
    const answer = await fetch(new URL("data/" + name, root));
    if (!answer.ok) throw new Error(name + ": " + answer.status);
    return answer.json();
  }

  function entries() {
    index ??= load("search.json").then((all) =>
      all.map(([title, file, kind, names]) => ({
        title, file, kind, names, forms: [title, ...names].map(plain),
      })));
    return index;
  }

  const grams = (text) => new Set(Array.from({ length: Math.max(1, text.length - 1) }, (_, i) => text.slice(i, i + 2)));

  function likeness(one, other) {
    const a = grams(one), b = grams(other);
    let shared = 0;
    for (const gram of a) shared += b.has(gram);
    return (2 * shared) / (a.size + b.size);
  }

  // How well an entry fits: its best form, and which one that is.
  function fit(entry, wanted, words) {
    let best = 0, at = 0;
    entry.forms.forEach((form, place) => {
      let value = 0;
      if (form === wanted) value = place ? 99 : 100;
      else if (form.startsWith(wanted)) value = 80;
      else if ((" " + form).includes(" " + wanted)) value = 70;
      else if (words.every((word) => (" " + form).includes(" " + word))) value = 60;
      else if (form.includes(wanted)) value = 50;
      else if (entry.kind === "term" && Math.abs(form.length - wanted.length) < 4) {
        const near = likeness(form, wanted);
        if (near > 0.6) value = 40 * near;
      }
      if (value > best) { best = value; at = place; }
    });
    const boost = { term: 6, document: 4, study: 3, question: 2, conflict: 1 }[entry.kind] || 0;
    return [best && best + boost - Math.min(5, entry.title.length / 40), at];
  }

  async function find(text, limit, kind) {
    const wanted = plain(text), words = wanted.split(/\s+/);
    const held = [];
    for (const entry of await entries()) {
      if (kind && entry.kind !== kind) continue;
      const [value, at] = fit(entry, wanted, words);
      if (value) held.push({ ...entry, value, form: at ? entry.names[at - 1] : entry.title });
    }
    held.sort((a, b) => b.value - a.value || (a.title < b.title ? -1 : 1));
    return held.slice(0, limit);
  }

  async function termOf(text) {
    const [first] = await find(text, 1, "term");
    return first && first.value > 25 ? first : null;
  }

  const element = (name, text, href) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (href) made.href = href;
    return made;
  };
  const to = (file, query) => new URL(file + (query ? "?" + query : ""), root).href;

  offerNames(async (text) =>
    (await find(text, 8, "term")).map(({ title, form }) => ({ name: title, form })));

  // A form leads to the page that was written for what is asked, or says what else there is.
  async function lead(path, fields) {
    const named = [];
    for (const [name, value] of fields) {
      const term = /^(subject|object|a|b|about|thing|on|entity)$/.test(name) ? await termOf(value) : null;
      named.push([name, term ? term.title : value]);
    }
    const query = new URLSearchParams(named).toString();
    if (path === "/claims" || path === "/conflicts") return to(path.slice(1) + ".html", query);
    const pages = await load("pages.json");
    const address = path + (query ? "?" + query : "");
    return pages[address] ? to(pages[address]) : to(path.slice(1) + ".html", query);
  }
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (form.getAttribute("role") === "search" || form.classList.contains("editor")) return;
    event.preventDefault();
    const file = form.hasAttribute("action") ? form.action.slice(root.href.length) : here.replace(/^(why|paths|compare|gaps)\/.*/, "$1.html");
    const path = "/" + file.replace(/\.html.*$/, "");
    const fields = [...new FormData(form)].map(([name, value]) => [name, value.trim()]).filter(([, value]) => value);
    location.href = await lead(path, fields);
  });

  // What went wrong, in the place of what was asked for.
  function tell(box, error) {
    const line = element("p", error.message);
    line.className = "note problem";
    line.setAttribute("role", "alert");
    box.replaceChildren(line);
  }

  const tools = { root, tell, load, termOf, element, to };

  // The page of what was found; words that ask something are answered, too.
  async function showFound(text) {
    const found = await find(text, 60);
    const asked = await (await import(new URL("static/answers.js", root))).answerWords(text, tools);
    const box = document.getElementById("results");
    main.querySelector("h1").textContent = text;
    document.getElementById("find").value = text;
    if (!found.length && !asked) return box.replaceChildren(element("p", "Nothing goes by these words. Try fewer of them, or a synonym."));
    const titles = { term: "Terms", document: "Documents", study: "Studies", question: "Questions", conflict: "Conflicts", claim: "Claims", page: "Documentation" };
    const parts = asked ? [asked] : [];
    for (const [kind, title] of Object.entries(titles)) {
      const held = found.filter((entry) => entry.kind === kind);
      if (!held.length) continue;
      const items = element("ul");
      items.className = "plain";
      for (const { title: name, file, form } of held) {
        const item = element("li");
        item.append(element("a", name, to(file)));
        if (form !== name && kind !== "claim") {
          const told = element("span", " " + form);
          told.className = "facts";
          item.append(told);
        }
        items.append(item);
      }
      parts.push(element("h2", title), items);
    }
    box.replaceChildren(...parts);
  }

  // What was asked has no page here: the nearest there is.
  async function showInstead(asked) {
    const { pathname, searchParams } = new URL(asked, "http://site");
    const box = document.getElementById("results");
    const form = searchParams.get("format");
    searchParams.delete("format");
    const values = [...searchParams.values()];
    const name = pathname.slice(1).replace(/^api\//, "");
    main.querySelector("h1").textContent = name + ": " + values.join(" → ");
    const parts = [element("p", "No page of this site holds this answer. bonekg serve gives it, and so does")];
    const call = ["bonekg", name, ...values.map((value) => (/^[\w.-]+$/.test(value) ? value : '"' + value.replaceAll('"', "") + '"'))];
    if (form) call.push("--format", form);
    parts.push(element("pre", call.join(" ")));
    const items = element("ul");
    for (const value of values) {
      const term = await termOf(value);
      if (!term) continue;
      const item = element("li");
      item.append(element("a", term.title, to(term.file)), ": ", element("a", "claims about it", to("claims.html", new URLSearchParams({ about: term.title }).toString())));
      items.append(item);
    }
    parts.push(items);
    const line = element("p");
    line.append("Or ask in ", element("a", "SPARQL", to("query.html")), ".");
    box.replaceChildren(...parts, line);
  }

  const given = new URLSearchParams(location.search);
  if (here === "search.html" && given.get("asked")) showInstead(given.get("asked"));
  else if (here === "search.html" && given.get("q")) showFound(given.get("q").trim());
  const page = here.replace(/\.html$/, "");
  if (/^(?:why|paths|compare|gaps|matrix|catalogue\/.+)$/.test(page) && [...given.values()].some(Boolean)) {
    import(new URL("static/answers.js", root)).then((own) => own.answer(page, given, tools));
  }
  // The rows of a page are in it; its links to files of them lead nowhere here.
  for (const held of document.querySelectorAll("[data-rows]")) {
    const [columns, ...rows] = JSON.parse(held.textContent);
    import(new URL("static/lists.js", root)).then((own) => {
      const made = own.downloads(columns, rows, page.split("/")[0]);
      made.className = "downloads";
      held.previousElementSibling.replaceWith(made);
    });
  }
  if (/^(?:claims|studies|conflicts)$/.test(page)) {
    import(new URL("static/lists.js", root)).then((own) => own.narrowList(page, tools)).catch((error) => tell(main.querySelector(".list > div"), error));
  }
})();

// The page of claims narrows its list by itself: the same choices, counts, cards and downloads as
// the server's. The state is the address.
const PAGE = 50;
const MOST = 12; // choices of a facet

function element(name, text, kind) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (kind) made.className = kind;
  return made;
}

function link(text, values) {
  const made = element("a", text);
  const query = new URLSearchParams(values).toString();
  made.href = query ? "?" + query : location.pathname;
  return made;
}

const quoted = (cell) => (/[",\n\r]/.test(cell) ? '"' + cell.replaceAll('"', '""') + '"' : cell);

function file(columns, rows, form) {
  if (form === "json") {
    return JSON.stringify(rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at] || null]))), null, 1);
  }
  const write = form === "csv" ? (row) => row.map(quoted).join(",") : (row) => row.map((cell) => cell.replace(/[\t\n\r]/g, " ")).join("\t");
  return [columns, ...rows].map(write).join("\n") + "\n";
}

// A line with the files of some rows.
export function downloads(columns, rows, name = "claims") {
  const line = element("p", rows.length + (rows.length === 1 ? " row" : " rows") + " as ");
  ["csv", "tsv", "json"].forEach((form, at) => {
    const made = element("a", form);
    made.href = URL.createObjectURL(new Blob([file(columns, rows, form)], { type: form === "json" ? "application/json" : "text/" + form }));
    made.download = name + "." + form;
    line.append(at ? ", " : "", made);
  });
  return line;
}

export async function narrow(root, load, termOf) {
  const given = Object.fromEntries(new URLSearchParams(location.search));
  if (!Object.keys(given).length) return;
  const { facets, columns, claims, about } = await load("claims.json");
  const box = document.querySelector(".list > div");
  const aside = document.querySelector(".list > aside");
  const odd = Object.keys(given).filter((name) => !["about", "direct", "page", "document"].includes(name) && !facets.includes(name));
  let all = claims.map((_, place) => place);
  if (given.about) {
    const term = await termOf(given.about);
    given.about = term ? term.title : given.about;
    document.querySelector("[name=about]").value = given.about;
    all = about[given.about] || [];
    if (given.direct) all = all.filter((place) => claims[place][4].includes(given.about));
    document.querySelector("[name=direct]").checked = Boolean(given.direct);
  }
  if (given.document) given["is-document"] ??= given.document;
  delete given.document;
  if (odd.length) {
    box.prepend(element("p", "This list is narrowed here by what it is about and by the choices beside it, not by: " + odd.join(", ") + ".", "note"));
    for (const name of odd) delete given[name];
  }
  const has = (place, name, value) => claims[place][1][facets.indexOf(name)].includes(value);
  const chosen = Object.entries(given).filter(([name]) => facets.includes(name));
  const fitting = (without) => all.filter((place) => chosen.every(([name, value]) => name === without || has(place, name, value)));

  const sections = [];
  for (const name of facets) {
    const counts = new Map();
    for (const place of fitting(name)) for (const value of claims[place][1][facets.indexOf(name)]) counts.set(value, (counts.get(value) || 0) + 1);
    if (counts.size < 2 && !given[name]) continue;
    const ranked = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    const items = element("ul", undefined, "plain");
    ranked.forEach(([value, count], at) => {
      const mine = given[name] === value;
      if (at >= MOST && !mine) return;
      const { page, [name]: was, ...others } = given;
      const choice = link(value, mine ? others : { ...others, [name]: value });
      if (mine) { choice.className = "chosen"; choice.setAttribute("aria-current", "true"); }
      const item = element("li");
      item.append(choice, " ", element("span", String(count), "facts"));
      items.append(item);
    });
    const section = element("section");
    section.append(element("h2", name.slice(3)), items);
    sections.push(section);
  }
  aside.replaceChildren(...sections);

  const held = fitting();
  const pages = Math.max(1, Math.ceil(held.length / PAGE));
  const page = Math.min(pages, Math.max(1, +given.page || 1));
  const shown = held.slice(PAGE * (page - 1), PAGE * page);
  const line = element("p");
  const count = element("strong", String(held.length));
  count.dataset.count = "claims";
  line.append(count, (held.length === all.length ? "" : " of " + all.length) + (held.length === 1 ? " claim" : " claims"));
  if (pages > 1) line.append("; here " + (PAGE * (page - 1) + 1) + " to " + (PAGE * (page - 1) + shown.length));
  line.append(". ", ...downloads(columns, held.map((place) => claims[place][3])).childNodes);
  const cards = shown.map((place) => document.createRange().createContextualFragment(claims[place][2]));
  const parts = [line, ...cards];
  if (!held.length) parts.push(element("p", "No claim fits. Take back a choice, or ask of a broader term."));
  if (pages > 1) {
    const nav = element("nav", undefined, "pages");
    nav.setAttribute("aria-label", "Pages of the list");
    for (let number = 1; number <= pages; number++) {
      const one = link(String(number), { ...given, page: number });
      if (number === page) one.setAttribute("aria-current", "page");
      nav.append(one, " ");
    }
    parts.push(nav);
  }
  box.replaceChildren(...box.querySelectorAll(":scope > .note"), ...parts);
}

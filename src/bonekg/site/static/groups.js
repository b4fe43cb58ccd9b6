// The claims of a side by the study behind them: one row a study, what repeats it folded, as served
// pages have it (`serve/pages/groups.py`), and who stands behind them (`answers/backing.py`). A test
// holds both against the served page.
const plural = (count, one, many = one + "s") => count + " " + (count === 1 ? one : many);

// held: claims of claims.json as `claimsOf` gives them, each with its route.
export function backing(held, { works, unsigned }) {
  const behind = new Set(held.flatMap((one) => one.works));
  const voices = new Set(held.map((one) => one.voice));
  const marks = [...behind].filter((id) => !works[id].listed).length;
  const nameless = [...voices].filter((id) => unsigned.includes(id)).length;
  const parts = [
    plural(held.length, "claim"),
    behind.size ? plural(behind.size, "study or publication", "studies or publications") + (marks ? " (" + marks + " by number only)" : "") : "no study named",
    plural(new Set(held.map((one) => one.document)).size, "document"),
    plural(voices.size, "voice") + (nameless > 1 ? " (" + nameless + " unsigned, perhaps fewer people)" : ""),
  ];
  const told = parts.join(", ") + (held.every((one) => one.lay) ? "; lay reports or labels only" : "");
  const apart = held.map((one) => one.apart).filter(Boolean).sort();
  return [told, ...[...new Set(apart)].map((how) => apart.filter((one) => one === how).length + " of " + how)].join("; ");
}

// found: claims of a side. Gives them with all that claims.json has of each, the strongest first.
export function claimsOf(found, { things, cards, ends, stands }) {
  const at = new Map(things.map(([key], place) => [key, place]));
  const held = found.map((one) => {
    const place = at.get(one.key);
    const route = one.routes.filter(([name], end) => name === ends[place][end]).map((part) => part.join(": "));
    return { ...one, ...stands[place], card: cards[place], rows: things[place][2], route };
  });
  const rank = ({ apart, strength, far, key }) => [apart ? 1 : 0, -strength[0], -strength[1], far, key];
  return held.sort((one, other) => {
    const [a, b] = [rank(one), rank(other)];
    const at = a.findIndex((value, place) => value !== b[place]);
    return at < 0 ? 0 : a[at] < b[at] ? -1 : 1;
  });
}

// A card as the page of claims has it, with its heading at a level, without the parts of its chain of sources that
// stand over it.
export function cardAt({ card, route = [] }, level, { element }, told = []) {
  const made = document.createRange().createContextualFragment(card.replaceAll("<h2>", "<h" + level + ">").replaceAll("</h2>", "</h" + level + ">"));
  for (const name of told) made.querySelector("." + name)?.remove();
  if (route.length) {
    const line = element("p", "taken in: " + route.join("; "));
    line.className = "route";
    made.querySelector(".source").after(line);
  }
  return made;
}

function facts(text, { element }) {
  const made = element("span", text);
  made.className = "facts";
  return made;
}

function study([first, ...rest], { works }, level, tools) {
  const section = tools.element("section");
  section.className = "study";
  const heading = tools.element("h" + level);
  const behind = new Set([first, ...rest].flatMap((one) => one.works));
  const marks = (held) => [...held].filter((id) => !works[id].study).length;
  const made = (one) => cardAt(one, level + 1, tools, marks(one.works) === marks(behind) ? ["behind", "bare"] : ["behind"]);
  const bare = [...behind].filter((id) => !works[id].listed);
  heading.innerHTML = [...[...behind].filter((id) => works[id].listed), ...bare].map((id) => works[id].told).join(", ");
  if (bare.length) heading.append(" ", facts("by number only", tools));
  section.append(heading, made(first));
  if (!rest.length) return section;
  heading.append(" ", facts("· " + plural(rest.length + 1, "claim"), tools));
  const folded = tools.element("details");
  folded.className = "folded";
  folded.append(tools.element("summary", rest.length + " more from it"), ...rest.map(made));
  section.append(folded);
  return section;
}

// held: claims as `claimsOf` gives them.
export function grouped(held, data, level, tools) {
  const groups = new Map();
  for (const one of held) {
    const by = one.behind.join(" ") || one.key;
    if (!groups.has(by)) groups.set(by, []);
    groups.get(by).push(one);
  }
  return [...groups.values()].map((group) => (group[0].works.length ? study(group, data, level, tools) : cardAt(group[0], level, tools)));
}

// Offers names of terms while one is typed in a field for a term.
"use strict";

// find: gives for a text the names that fit, each with the form of it that fits: {name, form}
function offerNames(find) {
  const list = document.getElementById("found");
  let last = "", timer = 0;
  async function offer(text) {
    const found = await find(text);
    if (text !== last) return;
    list.replaceChildren(...found.map(({ name, form }) => {
      const option = document.createElement("option");
      option.value = name;
      if (form !== name) option.label = form + " – " + name;
      return option;
    }));
  }
  document.addEventListener("input", ({ target }) => {
    if (target.getAttribute("list") !== "found") return;
    const text = target.value.trim();
    clearTimeout(timer);
    if (text.length < 2 || text === last) return;
    last = text;
    timer = setTimeout(() => offer(text), 120);
  });
}

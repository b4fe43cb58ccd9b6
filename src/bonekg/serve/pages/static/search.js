// Names of terms are offered while one is typed. Without this every form works the same.
"use strict";
(function () {
  const list = document.getElementById("found");
  let last = "", timer = 0;
  async function offer(text) {
    const answer = await fetch("/api/find?limit=8&text=" + encodeURIComponent(text));
    if (!answer.ok || text !== last) return;
    const { records } = await answer.json();
    list.replaceChildren(...records.map(({ name, form }) => {
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
})();

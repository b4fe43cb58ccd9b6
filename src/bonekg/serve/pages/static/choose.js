// Queries of the catalogue found by their words, and put into the editor where there is one.
"use strict";
(function () {
  const field = document.querySelector("[data-filter]");
  if (!field) return;
  const list = document.getElementById(field.dataset.filter);
  const count = document.getElementById("fitting");
  const items = [...list.querySelectorAll("li")].map((item) => [item, (item.textContent + " " + item.dataset.words).toLowerCase()]);
  field.closest("[hidden]").hidden = false;

  function narrow() {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let fitting = 0;
    for (const [item, text] of items) {
      item.hidden = !words.every((word) => text.includes(word));
      fitting += !item.hidden;
    }
    for (const group of list.querySelectorAll("section")) group.hidden = !group.querySelector("li:not([hidden])");
    count.textContent = fitting + " of " + items.length;
  }
  field.addEventListener("input", narrow);
  narrow();
})();

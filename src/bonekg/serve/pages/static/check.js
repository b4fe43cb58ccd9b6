// A reader's own copy of a document is held against the digests of this page. Nothing is sent.
"use strict";
(function () {
  const zone = document.getElementById("drop");
  const told = document.getElementById("checked");

  async function digest(bytes) {
    const made = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return Array.from(made, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  function element(name, text, kind) {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  }

  // The rows of passages: those of this page, or of the document's own.
  async function stretches(row) {
    const link = row.querySelector("a.passages");
    let page = document;
    if (link) page = new DOMParser().parseFromString(await (await fetch(link.href)).text(), "text/html");
    return [...page.querySelectorAll("#stretches tbody tr")].map((each) => ({
      start: +each.dataset.start,
      end: +each.dataset.end,
      digest: each.dataset.sha256,
      claims: [...each.querySelectorAll("a")].map((a) => [a.textContent, new URL(a.getAttribute("href"), link ? link.href : location.href).href]),
    }));
  }

  function table(rows) {
    const made = element("table");
    const head = made.createTHead().insertRow();
    for (const title of ["place", "found", "claims", "words in your copy"]) {
      const cell = element("th", title);
      cell.scope = "col";
      head.append(cell);
    }
    const body = made.createTBody();
    for (const row of rows) {
      const line = body.insertRow();
      line.dataset.right = row.right;
      const place = element("th", row.start + "–" + row.end);
      place.scope = "row";
      line.append(place);
      line.insertCell().append(element("span", row.right ? "✓ as cited" : "✗ other words", row.right ? "right" : "wrong"));
      const claims = line.insertCell();
      for (const [key, href] of row.claims) {
        const link = element("a", key);
        link.href = href;
        claims.append(link, " ");
      }
      line.insertCell().append(element("span", row.words));
    }
    const wide = element("div", "", "wide");
    wide.tabIndex = 0;
    wide.setAttribute("role", "region");
    wide.setAttribute("aria-label", "Passages of your copy");
    wide.append(made);
    return wide;
  }

  async function check(file) {
    const bytes = await file.arrayBuffer();
    const own = await digest(bytes);
    const files = [...document.querySelectorAll("#files tbody tr")];
    const same = files.find((row) => row.dataset.sha256 === own);
    const text = Array.from(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes));
    const encoder = new TextEncoder();
    let best = null;
    for (const row of same ? [same] : files) {
      const rows = await stretches(row);
      let right = 0;
      for (const one of rows) {
        one.words = text.slice(one.start, one.end).join("");
        one.right = (await digest(encoder.encode(one.words))) === one.digest;
        right += one.right;
      }
      if (!best || right > best.right) best = { row, rows, right };
    }
    const section = element("section", "", "result");
    section.append(element("h2", file.name));
    const name = best.row.dataset.document;
    section.dataset.document = same || best.right ? name : "";
    section.dataset.same = Boolean(same);
    section.dataset.right = best.right;
    const verdict = same
      ? "It is document " + name + ", byte for byte: " + best.right + " of " + best.rows.length + " passages are in their places."
      : best.right
        ? "It is not the file that was read. It is nearest to document " + name + ": " + best.right + " of " + best.rows.length + " passages are in their places."
        : "It is none of the documents here: no passage is in its place.";
    section.append(element("p", verdict, same ? "lead" : "note problem"), element("p", "SHA-256: " + own, "facts"));
    if (same || best.right) {
      const more = element("details");
      more.open = !same;
      more.append(element("summary", "passage by passage"), table(same ? best.rows : [...best.rows].sort((a, b) => a.right - b.right)));
      section.append(more);
    }
    return section;
  }

  async function take(files) {
    told.replaceChildren(element("p", "Reading…"));
    const sections = [];
    for (const file of files) sections.push(await check(file));
    told.replaceChildren(...sections);
  }

  if (!crypto.subtle) return;
  zone.hidden = false;
  document.getElementById("copy").addEventListener("change", (event) => take([...event.target.files]));
  for (const name of ["dragenter", "dragover"]) {
    zone.addEventListener(name, (event) => { event.preventDefault(); zone.classList.add("over"); });
  }
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    take([...event.dataTransfer.files]);
  });
})();

// Files of rows that a page holds, written when they are asked for.
const quoted = (text) => (/[",\n\r]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text);
const plain = (text) => text.replace(/\s*[\n\r]+\s*/g, " ");

// cells: texts, row by row; json: gives what a file of JSON holds
export function forms(columns, cells, json) {
  const write = (line) => [columns, ...cells].map(line).join("\n") + "\n";
  const bars = (row) => "| " + row.map((text) => plain(text).replaceAll("|", "\\|")).join(" | ") + " |";
  return {
    csv: ["text/csv", "csv", () => write((row) => row.map(quoted).join(","))],
    tsv: ["text/tab-separated-values", "tsv", () => write((row) => row.map((text) => text.replace(/[\t\n\r]/g, " ")).join("\t"))],
    json: ["application/json", "json", () => JSON.stringify(json(), null, 2) + "\n"],
    markdown: ["text/markdown", "md", () => [columns, columns.map(() => "---"), ...cells].map(bars).join("\n") + "\n"],
  };
}

// Rows of texts as records; nothing stands for an empty one.
export const records = (columns, cells) => cells.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at] || null])));

// all: form → media type, how names of its files end, what gives its text
export function downloads(all, name) {
  const line = document.createElement("span");
  Object.entries(all).forEach(([form, [kind, ending, write]], at) => {
    const link = document.createElement("a");
    link.textContent = form;
    link.href = "#";
    link.download = name + "." + ending;
    link.addEventListener("click", () => { link.href = URL.createObjectURL(new Blob([write()], { type: kind })); });
    line.append(at ? ", " : "", link);
  });
  return line;
}

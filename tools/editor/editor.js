// The editor of the page for SPARQL: CodeMirror with our own names to complete.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { HighlightStyle, bracketMatching, syntaxHighlighting } from "@codemirror/language";
import { EditorView, drawSelection, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { sparql } from "codemirror-lang-sparql";

const KEYWORDS = ("SELECT DISTINCT WHERE FILTER OPTIONAL UNION MINUS VALUES BIND GRAPH FROM NAMED ASK CONSTRUCT DESCRIBE " +
  "ORDER BY DESC ASC LIMIT OFFSET GROUP HAVING COUNT SUM AVG MIN MAX SAMPLE GROUP_CONCAT AS EXISTS NOT IN CONTAINS LCASE " +
  "STR STRSTARTS REGEX IF COALESCE BOUND LANG DATATYPE").split(" ");

function completions(words) {
  const names = words.names.map(([curie, name, kind]) => ({
    label: curie,
    displayLabel: name ? name + "  " + curie : curie,
    detail: kind,
    search: (curie + " " + name).toLowerCase(),
  }));
  const keywords = KEYWORDS.map((label) => ({ label, type: "keyword" }));
  const prefixes = Object.keys(words.prefixes).map((prefix) => ({ label: prefix + ":", detail: "prefix" }));
  return (context) => {
    const variable = context.matchBefore(/\?\w*/);
    if (variable) {
      const used = new Set(context.state.doc.toString().match(/\?\w+/g) || []);
      used.delete(variable.text);
      return { from: variable.from, options: [...used].map((label) => ({ label, type: "variable" })), validFor: /^\?\w*$/ };
    }
    const word = context.matchBefore(/[A-Za-z][\w.-]*:?[\w.-]*/);
    if (!word || (word.text.length < 2 && !context.explicit)) return null;
    const wanted = word.text.toLowerCase();
    const fits = names.filter((name) => name.search.includes(wanted));
    fits.sort((a, b) => !a.search.startsWith(wanted) - !b.search.startsWith(wanted) || a.label.length - b.label.length);
    const plain = [...keywords, ...prefixes].filter((one) => one.label.toLowerCase().startsWith(wanted));
    return { from: word.from, options: [...plain, ...fits.slice(0, 60)], filter: false };
  };
}

const look = EditorView.theme({
  "&": { border: "1px solid var(--soft)", borderRadius: "6px", background: "var(--paper)", color: "var(--ink)", maxHeight: "30rem", marginBottom: ".5rem" },
  "&.cm-focused": { outline: "3px solid var(--accent)", outlineOffset: "2px" },
  ".cm-scroller": { font: ".9rem/1.5 ui-monospace, Menlo, Consolas, monospace" },
  ".cm-content": { minHeight: "12rem", caretColor: "var(--ink)" },
  ".cm-gutters": { background: "var(--panel)", color: "var(--soft)", borderColor: "var(--line)" },
  ".cm-cursor": { borderColor: "var(--ink)" },
  ".cm-activeLine, .cm-activeLineGutter": { background: "color-mix(in srgb, var(--accent) 7%, transparent)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { background: "color-mix(in srgb, var(--accent) 25%, transparent)" },
  ".cm-tooltip": { background: "var(--panel)", border: "1px solid var(--line)", color: "var(--ink)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { font: ".85rem/1.4 system-ui, sans-serif" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { background: "var(--accent)", color: "var(--paper)" },
  ".cm-completionDetail": { fontStyle: "normal", opacity: ".8", float: "right", marginLeft: "2em" },
});
const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--accent)", fontWeight: "600" },
  { tag: tags.variableName, color: "var(--open)" },
  { tag: tags.string, color: "var(--raises)" },
  { tag: [tags.number, tags.bool], color: "var(--lowers)" },
  { tag: tags.comment, color: "var(--soft)", fontStyle: "italic" },
]);

// Put an editor in the place of a text area; without it, the text area is the editor. It stands in a
// tree of its own, where its style is a style sheet and not an element, which the page forbids.
export function edit(area, words, run) {
  const complete = autocompletion({ override: [completions(words)], icons: false });
  const place = document.createElement("div");
  area.after(place);
  const root = place.attachShadow({ mode: "open" });
  const view = new EditorView({
    root,
    parent: root,
    doc: area.value,
    extensions: [
      lineNumbers(), history(), drawSelection(), bracketMatching(), closeBrackets(), highlightActiveLine(),
      sparql(), syntaxHighlighting(colours), look, complete, EditorView.lineWrapping,
      EditorView.contentAttributes.of({ "aria-label": "A SPARQL query" }),
      keymap.of([
        { key: "Mod-Enter", run: () => { run(); return true; } },
        ...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap,
      ]),
    ],
  });
  area.hidden = true;
  const label = document.querySelector("label[for=" + area.id + "]");
  if (label) label.addEventListener("click", () => view.focus());
  area.form.addEventListener("formdata", ({ formData }) => formData.set(area.name, view.state.doc.toString()));
  return {
    text: () => view.state.doc.toString(),
    set: (text) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }),
  };
}

// The query catalogue with any values, in the page: the value of each parameter stands in its marked line.
import { askHere } from "./engine.js";

const text = (value) => '"' + value.replace(/[\\"]/g, "\\$&").replace(/[\n\r\t]/g, " ") + '"';

// Write a value as SPARQL, or say what is wrong with it.
async function written(parameter, given, { questions, termOf }) {
  const { name, type, choices } = parameter;
  const integer = /^integer (-?\d+)\.\.(-?\d+)$/.exec(type);
  if (type === "entity") {
    const term = await termOf(given);
    if (!term) throw new Error("no term is called " + given);
    return { value: "<" + questions.terms[term.title] + ">", said: term.title };
  }
  if (type === "document" || type === "study") {
    const there = questions.records[type];
    const words = given.toLowerCase().split(/\s+/);
    const fits = there[given] ? [given] : Object.keys(there).filter((one) => words.every((word) => one.toLowerCase().split("-").includes(word)));
    if (fits.length !== 1) throw new Error(name + " takes one of " + (fits.length ? fits : Object.keys(there)).join(", ") + ", not " + given);
    return { value: "<" + there[fits[0]] + ">", said: fits[0] };
  }
  if (integer) {
    if (!/^\d{1,9}$/.test(given) || +given < +integer[1] || +given > +integer[2]) throw new Error(name + " takes a whole number from " + integer[1] + " to " + integer[2] + ", not " + given);
    return { value: String(+given), said: given };
  }
  if (type === "number" && !/^-?\d{1,12}(\.\d{1,12})?$/.test(given)) throw new Error(name + " takes a number, not " + given);
  if (choices.length && !choices.includes(given)) throw new Error(name + " is one of " + choices.join(", ") + ", not " + given);
  return { value: type === "number" ? given : text(given), said: given };
}

function marked(sparql, { name, type }, value) {
  const [place, put] = type.startsWith("integer")
    ? [new RegExp("((?:LIMIT|OFFSET) )-?\\d+( #\\+ " + name + "$)", "m"), value]
    : [new RegExp("(VALUES \\?" + name + " \\{)[^}]*(\\} #\\+ " + name + "$)", "m"), " " + value + " "];
  return sparql.replace(new RegExp(place.source, "gm"), (_, before, after) => before + put + after);
}

// values: parameter → what was typed. Gives the query, its title, and what each value was read as.
export async function bind(query, values, tools) {
  let { text: sparql, question: title } = query;
  const read = {};
  for (const parameter of query.parameters) {
    const given = (values[parameter.name] || "").trim();
    if (!given && parameter.required) throw new Error(parameter.name + " is needed: " + parameter.help);
    if (given) {
      const { value, said } = await written(parameter, given, tools);
      sparql = marked(sparql, parameter, value);
      read[parameter.name] = said;
    }
    title = title.replaceAll("{" + parameter.name + "}", read[parameter.name] || parameter.default);
  }
  return { sparql, title, read };
}

export async function runQuery(query, values, tools) {
  const bound = await bind(query, values, tools);
  return { ...bound, found: await askHere(bound.sparql) };
}

// Read JSON-LD with jsonld.js: the statements of one file, the claims of another.
const fs = require("fs");
const jsonld = require("jsonld");

const read = (file) => JSON.parse(fs.readFileSync(file, "utf8"));
const refuse = async (url) => {
  throw new Error(`nothing may be fetched, not even ${url}`);
};

async function main() {
  const [all, framed] = process.argv.slice(2);
  const options = { documentLoader: refuse };
  const quads = await jsonld.toRDF(read(all), options);
  const nodes = await jsonld.flatten(read(framed), null, options);
  const claim = "https://w3id.org/bonekg/Claim";
  const claims = nodes.filter((node) => (node["@type"] || []).includes(claim));
  console.log(JSON.stringify({ statements: quads.length, claims: claims.length }));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});

// node manifest.cjs MANIFESTO FILE: the ranges of a manifest, as manifesto.js finds them.
const [manifesto, file] = process.argv.slice(2);
const { parseManifest } = require(manifesto);
const manifest = parseManifest(require("fs").readFileSync(file, "utf-8"));
const ranges = manifest.getAllRanges().map((range) => ({
  label: range.getDefaultLabel(),
  canvases: range.getCanvasIds(),
}));
console.log(JSON.stringify(ranges));

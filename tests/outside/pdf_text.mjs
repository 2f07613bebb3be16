// node pdf_text.mjs PDFJS FILE: the text of a PDF as pdf.js's find bar sees it, line by line.
import { readFileSync } from "node:fs";
import { join } from "node:path";
const [pdfjs, file] = process.argv.slice(2);
const { getDocument } = await import(join(pdfjs, "legacy/build/pdf.mjs"));
const options = { cMapUrl: join(pdfjs, "cmaps/"), cMapPacked: true, verbosity: 0 };
const document = await getDocument({ ...options, data: new Uint8Array(readFileSync(file)) }).promise;
for (let number = 1; number <= document.numPages; number++) {
  const { items } = await (await document.getPage(number)).getTextContent();
  process.stdout.write(items.map((item) => item.str + (item.hasEOL ? "\n" : "")).join("") + "\f");
}

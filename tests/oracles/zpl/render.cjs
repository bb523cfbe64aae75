// Reads ZPL from standard input, writes one PNG a label into the folder named last: 0.png, 1.png, …
// node render.cjs WIDTH_MM HEIGHT_MM DOTS_PER_MM FOLDER
const fs = require("node:fs");
const path = require("node:path");
const { ready } = require("zpl-renderer-js");

async function main() {
  const [width, height, dots] = process.argv.slice(2, 5).map(Number);
  const folder = process.argv[5];
  const { api } = await ready;
  const labels = await api.zplToBase64MultipleAsync(fs.readFileSync(0, "utf8"), width, height, dots);
  labels.forEach((label, index) => fs.writeFileSync(path.join(folder, `${index}.png`), Buffer.from(label, "base64")));
  process.stdout.write(`${labels.length}\n`);
}

main().then(
  () => process.exit(0),
  (error) => {
    process.stderr.write(`${error}\n`);
    process.exit(1);
  },
);

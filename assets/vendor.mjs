// Copies what the pages need out of node_modules, byte for byte but for the source-map comments
// (the static files storage would rewrite those and so break the digests), and writes the digests down.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const from = join(here, "node_modules");
const frame = join(here, "..", "src", "heng", "faces", "frame");
const to = join(frame, "static", "frame", "vendor");
const sourceMap = /\n?(\/\*# sourceMappingURL=\S+ \*\/|\/\/# sourceMappingURL=\S+)\s*$/;

const copies = {
  "tabler/tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
  "tabler/tabler.min.js": "@tabler/core/dist/js/tabler.min.js",
  "htmx/htmx.min.js": "htmx.org/dist/htmx.min.js",
  "alpine/alpine-csp.min.js": "@alpinejs/csp/dist/cdn.min.js",
  "hls/hls.light.min.js": "hls.js/dist/hls.light.min.js",
};

const versionOf = (name) => JSON.parse(readFileSync(join(from, name, "package.json"), "utf8")).version;
const digest = (text) => "sha384-" + createHash("sha384").update(text).digest("base64");

function put(path, text) {
  const target = join(to, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
  return digest(text);
}

function symbol(name) {
  const svg = readFileSync(join(from, "@tabler/icons/icons/outline", `${name}.svg`), "utf8");
  const body = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
  return `<symbol id="${name}" viewBox="0 0 24 24">${body.replace(/\s*\n\s*/g, "")}</symbol>`;
}

rmSync(to, { recursive: true, force: true });
const manifest = {};
for (const [path, source] of Object.entries(copies)) {
  manifest[path] = put(path, readFileSync(join(from, source), "utf8").replace(sourceMap, "\n"));
}
const icons = JSON.parse(readFileSync(join(here, "icons.json"), "utf8")).sort();
manifest["icons.svg"] = put(
  "icons.svg",
  `<svg xmlns="http://www.w3.org/2000/svg">\n${icons.map(symbol).join("\n")}\n</svg>\n`,
);
const versions = Object.fromEntries(
  ["@tabler/core", "@tabler/icons", "htmx.org", "@alpinejs/csp", "hls.js"].map((name) => [name, versionOf(name)]),
);
put("licences/tabler-icons.txt", readFileSync(join(from, "@tabler/icons/LICENSE"), "utf8"));
put("licences/htmx.txt", readFileSync(join(from, "htmx.org/LICENSE"), "utf8"));
put("licences/hls.txt", readFileSync(join(from, "hls.js/LICENSE"), "utf8"));
put("licences/popper.txt", readFileSync(join(from, "@popperjs/core/LICENSE.md"), "utf8"));
put("licences/vue-reactivity.txt", readFileSync(join(from, "@vue/reactivity/LICENSE"), "utf8"));
for (const [name, holder] of [
  ["tabler", "2018-2026 The Tabler Authors; 2018-2026 codecalm.net Paweł Kuna; contains Bootstrap, 2011-2025 The Bootstrap Authors"],
  ["alpine", "2019-2025 Caleb Porzio and contributors"],
]) {
  put(`licences/${name}.txt`, readFileSync(join(here, "mit.txt"), "utf8").replace("{holder}", holder));
}
writeFileSync(join(frame, "vendor.json"), JSON.stringify({ versions, integrity: manifest }, null, 2) + "\n");

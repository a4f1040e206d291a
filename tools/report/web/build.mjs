// Makes report.js and report.css from the source folder given, with the packages of the folder it runs in.
//   node build.mjs SOURCE
import {build} from "esbuild";
import {existsSync, readFileSync, writeFileSync} from "node:fs";
import {join, resolve} from "node:path";

const source = resolve(process.argv[2]);
const made = await build({
  entryPoints: [
    {in: join(source, "src/main.js"), out: "report"},
    {in: join(source, "style.css"), out: "report"},
  ],
  outdir: ".",
  bundle: true,
  minify: true,
  charset: "utf8",
  format: "iife",
  target: "es2022",
  nodePaths: [resolve("node_modules")],
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
  logOverride: {"import-is-undefined": "error"}, // a name that a package does not have
});

/** Those packages of which something got into the script. */
const packages = new Set(
  Object.entries(made.metafile.outputs["report.js"].inputs)
    .filter(([, {bytesInOutput}]) => bytesInOutput > 0)
    .map(([path]) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1])
    .filter(Boolean),
);

// Each licence once, under the copyright lines of all that are under it.
const licences = new Map();
for (const name of [...packages].sort()) {
  const file = ["LICENSE", "LICENSE.md"].map((each) => join("node_modules", name, each)).find(existsSync);
  if (!file) throw new Error(`${name} has no licence file`);
  const lines = readFileSync(file, "utf8").trim().split(/\r?\n/);
  const [owners, text] = [true, false].map((wanted) =>
    lines.filter((line) => /^copyright .*\d{4}/i.test(line) === wanted),
  );
  const key = text
    .join("\n")
    .replace(/\n{2,}/g, "\n")
    .trim();
  licences.set(key, [...(licences.get(key) ?? []), `${name}: ${owners.join(", ")}`]);
}
const notice = [...licences]
  .map(([text, owners]) => `${owners.join("\n")}\n${text}`)
  .join("\n\n")
  .replaceAll("*/", "* /");
writeFileSync("report.js", `/*! This script contains:\n\n${notice}\n*/\n${readFileSync("report.js", "utf8")}`);

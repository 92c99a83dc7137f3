// The form of the verifier: takes receipts, files and bundles, and tells in plain words what is proved and what is not.
// Its words stand in the page ([data-words]); digests.js and verify.js stand before it. No request is made.

const HEAD = "c2sp.org/tlog-proof@v1";
const ZIP = "PK\x03\x04";
const SNIFF = 64;
const form = document.querySelector("[data-verifier]");
const outcome = document.querySelector("[data-outcome]");
const words = Object.fromEntries(Array.from(document.querySelectorAll("[data-words] dt"), (term) => (
  [term.textContent, term.nextElementSibling.textContent]
)));
const kinds = JSON.parse(document.querySelector("#verify-kinds").textContent);
const moments = new Intl.DateTimeFormat("zh-CN", { dateStyle: "long", timeStyle: "medium", timeZone: "Asia/Shanghai" });
const trust = {
  log: form.dataset.log || null,
  witnesses: form.dataset.witnesses.split(" ").filter(Boolean),
};

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  await check(Array.from(form.elements.files.files), form.elements.receipt.value.trim());
});

if (window.location.hash.length > 1) {
  form.elements.receipt.value = fromAddress(window.location.hash.slice(1));
  check([], form.elements.receipt.value.trim());
}

async function check(files, pasted) {
  outcome.replaceChildren(said("p", words.working));
  const given = await Promise.all(files.map(async (file) => ({ file, start: await startOf(file) })));
  const bundles = given.filter(({ start }) => start.startsWith(ZIP)).map(({ file }) => file);
  const receipts = given.filter(({ start }) => start.startsWith(HEAD)).map(({ file }) => file);
  const others = given.filter(({ start }) => !start.startsWith(HEAD)).map(({ file }) => file);
  const proofs = [...receipts, ...pasted ? [new File([`${pasted}\n`], words.pasted)] : []];
  const told = [];
  if (proofs.length) {
    told.push(...await Promise.all(proofs.map((proof) => tellReceipt(proof, others))));
  } else {
    told.push(...await Promise.all(bundles.map(tellBundle)));
    told.push(...await Promise.all(others.filter((file) => !bundles.includes(file)).map(tellFile)));
  }
  outcome.replaceChildren(...told.length ? told : [notice("warning", words.nothing)]);
}

async function tellBundle(file) {
  const report = await globalThis.heng.checkBundle(file, { now: new Date(), ...trust });
  return tell(file.name, report, trust.log === null ? words["own-key"] : words["site-key"]);
}

async function tellReceipt(proof, files) {
  if (trust.log === null) { return notice("warning", words["no-key"]); }
  const report = await globalThis.heng.checkReceipt(new Uint8Array(await proof.arrayBuffer()), { now: new Date(), ...trust });
  if (!report.faults.length) {
    for (const file of files) { await match(file, report); }
  }
  return tell(proof.name, report, words["site-key"]);
}

// A file belongs to a receipt whose entry says its digest.
async function match(file, report) {
  const digest = globalThis.heng.hex(await globalThis.heng.sha256(await file.arrayBuffer()));
  const found = Object.entries(report.entries).find(([, leaf]) => leaf.body?.sha256 === digest);
  if (found) { report.documents[file.name] = found[0]; } else { report.faults.push({ at: file.name, code: "unproven" }); }
}

async function tellFile(file) {
  const data = new Uint8Array(await file.arrayBuffer());
  const digests = { "SHA-256": globalThis.heng.hex(await globalThis.heng.sha256(data)), "SM3": globalThis.heng.sm3(data) };
  const lines = Object.entries(digests).map(([name, digest]) => `${name}：${digest}`);
  return notice("warning", file.name, [words["file-alone"], ...lines]);
}

function tell(name, report, keyWords) {
  if (report.faults.some(({ code }) => code === "no-crypto")) { return notice("warning", words["no-crypto"]); }
  if (report.faults.length) {
    const faults = report.faults.map(({ at, code }) => `${at}：${words[code]}`);
    return notice("error", `${name}：${words.failed}`, faults);
  }
  const inside = notice("success", `${name}：${words.passed}`, [timeOf(report), `${keyWords} ${report.log}`]);
  inside.firstChild.append(
    part(words.documents, Object.entries(report.documents).map(([document, index]) => fill(words.document, { document, index }))),
    part(words.entries, Object.entries(report.entries).map(([index, leaf]) => entryLine(index, leaf))),
    part(words["not-proved"], [words["not-true"], words["not-all"], words["not-lawful"]]),
  );
  return inside;
}

function timeOf({ witnessed }) {
  const seen = Object.entries(witnessed).sort(([, one], [, other]) => one - other);
  if (!seen.length) { return words.unwitnessed; }
  return fill(words.witnessed, { moment: moments.format(seen[0][1]), witnesses: seen.map(([name]) => name).join("、") });
}

function entryLine(index, leaf) {
  const kind = kinds[leaf.kind] ?? { label: leaf.kind, fields: {} };
  const facts = Object.entries(kind.fields).filter(([name]) => isPlain(leaf.body?.[name]));
  const told = facts.map(([name, label]) => `${label}：${leaf.body[name]}`);
  const parts = [kind.label, leaf.subject, moments.format(new Date(leaf.at)), leaf.law, ...told];
  return `${fill(words.entry, { index })} ${parts.filter(isPlain).join(" · ")}`;
}

function isPlain(value) {
  return !["", null, undefined].includes(value) && (typeof value !== "object" || Array.isArray(value));
}

function part(title, lines) {
  const whole = document.createElement("div");
  if (lines.length) { whole.append(said("strong", title), list(lines)); }
  return whole;
}

function notice(tone, title, lines = []) {
  const whole = document.createElement("div");
  whole.className = `notice notice-${tone}`;
  const inside = document.createElement("div");
  const head = said("p", title);
  head.className = "notice-title";
  inside.append(head, ...lines.length ? [list(lines)] : []);
  whole.append(inside);
  return whole;
}

function list(lines) {
  const whole = document.createElement("ul");
  whole.append(...lines.map((line) => said("li", line)));
  return whole;
}

function said(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

async function startOf(file) {
  return String.fromCharCode(...new Uint8Array(await file.slice(0, SNIFF).arrayBuffer()));
}

// A receipt in the address, after the #, never leaves the browser: base64url.
function fromAddress(text) {
  try {
    return new TextDecoder().decode(Uint8Array.from(
      atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0),
    ));
  } catch {
    return "";
  }
}

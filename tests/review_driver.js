"use strict";
/*
 * Calls the scripts of the review page without a page. On standard input: {records, storage, steps}, where a step is
 * [object, method, ...arguments], object "corrections", "Review", "open" (a page, anew) or "other" (a second window).
 * In arguments {"$record": n} stands for a record, {"$step": n} for what a step gave, {"$golds": true} for the gold
 * annotations of all records as corrected. On standard output: what each step gave, as {value} or {error}; bytes in
 * Base64.
 */
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const FOLDER = path.join(__dirname, "..", "extractor", "review");
const SCRIPTS = ["fields", "spans", "changes", "links", "corrected", "corrections_file", "corrections", "gold", "zip"];

/** The namespace that the scripts fill, in a world that has nothing of node. */
function load() {
  const world = vm.createContext({ TextEncoder });
  for (const name of SCRIPTS) {
    const file = path.join(FOLDER, `${name}.js`);
    vm.runInContext(fs.readFileSync(file, "utf8"), world, { filename: file });
  }
  return world.Review;
}

/** Storages as browsers have them: with room, full, broken, or none at all. */
const STORAGES = {
  roomy: (held) => ({ getItem: (key) => held[key] ?? null, setItem: (key, value) => (held[key] = String(value)) }),
  full: (held) => ({ ...STORAGES.roomy(held), setItem: fail("QuotaExceededError") }),
  broken: () => ({ getItem: fail("SecurityError"), setItem: fail("SecurityError") }),
  none: () => null,
};

function fail(name) {
  return () => {
    throw new Error(name);
  };
}

function run({ records, storage, steps }) {
  const Review = load();
  const kept = STORAGES[storage?.kind ?? "none"](storage?.held ?? {});
  const open = () => Review.createCorrections(kept, storage?.digest ?? "digest");
  const objects = { Review, corrections: open(), other: open() };
  const gold = (record) => ({ id: record.id, gold: Review.toGold(objects.corrections.corrected(record)) });
  const given = [];
  const real = (argument) => {
    if (argument?.$record !== undefined) return records[argument.$record];
    if (argument?.$step !== undefined) return given[argument.$step];
    if (argument?.$golds) return records.map(gold);
    return argument;
  };
  return steps.map(([object, method, ...args]) => {
    try {
      if (object === "open") objects.corrections = open();
      const member = objects[object]?.[method];
      const value = typeof member === "function" ? objects[object][method](...args.map(real)) : member;
      given.push(value);
      return { value: plain(value) };
    } catch (error) {
      given.push(undefined);
      return { error: error.message };
    }
  });
}

const plain = (value) => (ArrayBuffer.isView(value) ? Buffer.from(value).toString("base64") : (value ?? null));

process.stdout.write(JSON.stringify(run(JSON.parse(fs.readFileSync(0, "utf8")))));

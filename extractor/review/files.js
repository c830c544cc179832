"use strict";
/* Corrections out of the page and back into it: gold files, records as corrected, and all that was said as one file. */
(() => {
  const Review = (globalThis.Review ??= {});
  const { element, byId, counted } = Review;
  /** Milliseconds of work after which the page gets a turn. */
  const PIECE = 40;

  /** Give the buttons of the bar their meaning. */
  function listenToFiles(page, act) {
    const { corrections, store } = page;
    const file = byId("corrections-file");
    byId("export-gold").addEventListener("click", () => exportGold(page));
    byId("export-records").addEventListener("click", () => exportRecords(page));
    byId("save-corrections").addEventListener("click", () => save(corrections));
    byId("load-corrections").addEventListener("click", () => file.click());
    file.addEventListener("change", async () => {
      if (file.files.length) load(await file.files[0].text(), corrections, act);
      file.value = "";
    });
    addEventListener("beforeunload", (event) => {
      if (!corrections.isSaved && corrections.releases().length) event.preventDefault();
    });
  }

  function save(corrections) {
    download("corrections.json", "application/json", corrections.toJson());
    Review.say("Corrections saved to corrections.json");
  }

  function load(text, corrections, act) {
    orTell("Not loaded", () => {
      let told = null;
      act(() => (told = corrections.load(text)));
      const foreign = told.isForeign ? " They were made on other records: what does not fit them is left out." : "";
      const words = `${counted(told.facts, "fact")} in ${counted(told.releases, "release")}.${foreign}`;
      Review.dialog("Corrections loaded", [element("p", {}, words)]);
    });
  }

  /** Ask which releases, then hand out the zip. */
  function exportGold(page) {
    const { store, corrections } = page;
    const sets = [
      ["checked", "Releases called checked", store.rows.filter(({ id }) => corrections.isChecked(id))],
      ["touched", "Releases with any correction", store.rows.filter(({ id }) => corrections.has(id))],
      ["all", "All releases: what nobody has looked at goes out as it was found", store.rows],
    ];
    const first = sets.find(([, , rows]) => rows.length)?.[0];
    const choices = sets.map(([value, label, rows]) =>
      element(
        "label",
        {},
        element("input", { type: "radio", name: "releases", value, checked: value === first, disabled: !rows.length }),
        `${label} (${rows.length})`,
      ),
    );
    const chosen = () => sets.find(([value]) => value === dialog.querySelector("input:checked")?.value)?.[2] ?? [];
    const button = element(
      "button",
      {
        type: "button",
        class: "primary",
        id: "download-gold",
        on: { click: () => handGold(chosen(), page, dialog, button) },
      },
      "Download gold.zip",
    );
    const content = [
      element("p", {}, "One gold file a release, with your corrections, for extractor evaluate."),
      element("fieldset", { class: "choices" }, element("legend", { class: "unseen" }, "Which releases"), choices),
    ];
    const dialog = Review.dialog("Export gold files", content, button);
    button.focus();
  }

  /** The button tells how far it is; who closes the dialog wants no file. */
  async function handGold(rows, page, dialog, button) {
    button.disabled = true;
    const golds = await ofEach(rows, page, goldOf, (done) => {
      button.textContent = `${done} of ${counted(rows.length, "gold file")}`;
      return dialog.open;
    });
    if (!golds) return;
    dialog.close();
    orTell("Not exported", () => {
      download("gold.zip", "application/zip", Review.zip(Review.goldFiles(golds)));
      Review.say(`gold.zip holds ${counted(golds.length, "gold file")}`);
    });
  }

  /** Do it, or tell in a dialog why it can't be done. @param {string} label @param {() => void} action */
  function orTell(label, action) {
    try {
      action();
    } catch (error) {
      Review.dialog(label, [element("p", { role: "alert" }, error.message)]);
    }
  }

  const goldOf = (record) => ({ id: record.id, gold: Review.toGold(record) });

  /** All records, in order, as they are with the corrections: what extractor export makes tables of. */
  async function exportRecords(page) {
    const button = byId("export-records");
    button.disabled = true;
    const lines = await ofEach(page.store.rows, page, (record) => `${JSON.stringify(record)}\n`, () => true);
    button.disabled = false;
    download("corrected.jsonl", "application/jsonl", new Blob(lines));
    Review.say(`corrected.jsonl holds ${counted(lines.length, "record")}`);
  }

  /**
   * What is made of each release as corrected, in pieces of time so short that the page answers in between.
   * @template T
   * @param {(record: any) => T} make
   * @param {(done: number) => boolean} goesOn told how many are done; false ends it
   * @returns {Promise<T[] | null>} null if it was ended
   */
  async function ofEach(rows, { store, corrections }, make, goesOn) {
    const made = [];
    let begun = performance.now();
    for (const { number } of rows) {
      made.push(make(corrections.corrected(store.record(number))));
      if (performance.now() - begun < PIECE) continue;
      await new Promise((resume) => setTimeout(resume));
      if (!goesOn(made.length)) return null;
      begun = performance.now();
    }
    return made;
  }

  /** Hand out a file. @param {string} name @param {string} type @param {string | Uint8Array | Blob} data */
  function download(name, type, data) {
    const address = URL.createObjectURL(new Blob([data], { type }));
    const link = element("a", { href: address, download: name, hidden: true });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }

  Object.assign(Review, { listenToFiles });
})();

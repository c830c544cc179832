"use strict";
/* Files into one zip, stored as they are: the same files give the same bytes. */
(() => {
  const Review = (globalThis.Review ??= {});

  const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
    let rest = byte;
    for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
    return rest;
  });
  const LOCAL_FILE = 0x04034b50;
  const DIRECTORY_ENTRY = 0x02014b50;
  const DIRECTORY_END = 0x06054b50;
  const VERSION = 20;
  const UTF8_NAMES = 0x0800;
  const STORED = 0;
  const MIDNIGHT = 0;
  const FIRST_OF_1980 = 0x0021;
  const MOST_FILES = 0xffff;
  const MOST_BYTES = 0xffffffff;

  /** @param {Uint8Array} data @returns {number} */
  function checksum(data) {
    let rest = 0xffffffff;
    // Counted: a loop with "of" takes six times as long.
    for (let at = 0; at < data.length; at += 1) rest = (rest >>> 8) ^ CRC_TABLE[(rest ^ data[at]) & 0xff];
    return ~rest >>> 0;
  }

  /** @param {[number, number][]} fields each a value and its width in bytes @returns {Uint8Array} little endian */
  function packed(fields) {
    const view = new DataView(new ArrayBuffer(fields.reduce((sum, [, width]) => sum + width, 0)));
    let at = 0;
    for (const [value, width] of fields) {
      if (width === 2) view.setUint16(at, value, true);
      else view.setUint32(at, value, true);
      at += width;
    }
    return new Uint8Array(view.buffer);
  }

  /** @param {Uint8Array[]} pieces @returns {Uint8Array} */
  function joined(pieces) {
    const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
    let at = 0;
    for (const piece of pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  }

  /** What a local header and a directory entry have in common. @returns {[number, number][]} */
  const described = ({ name, data, crc }) => [
    [VERSION, 2], [UTF8_NAMES, 2], [STORED, 2], [MIDNIGHT, 2], [FIRST_OF_1980, 2], [crc, 4],
    [data.length, 4], [data.length, 4], [name.length, 2], [0, 2],
  ];

  const localFile = (file) => joined([packed([[LOCAL_FILE, 4], ...described(file)]), file.name, file.data]);

  const directoryEntry = (file, offset) =>
    joined([
      packed([[DIRECTORY_ENTRY, 4], [VERSION, 2], ...described(file), [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]]),
      file.name,
    ]);

  const directoryEnd = (count, size, offset) =>
    packed([[DIRECTORY_END, 4], [0, 2], [0, 2], [count, 2], [count, 2], [size, 4], [offset, 4], [0, 2]]);

  /** @param {string} path @returns {string} below the folder in which it is unpacked */
  function safePath(path) {
    const parts = path.split(/[/\\]/).filter((part) => !["", ".", ".."].includes(part));
    return parts.map(Review.safeName).join("/") || "_";
  }

  /** @param {string[]} paths @returns {string[]} each its own, also where upper and lower case are one */
  function distinct(paths) {
    const taken = new Set();
    return paths.map((path) => {
      const [, stem, ending = ""] = /^(.*?)(\.[^./]*)?$/s.exec(path) ?? [path, path];
      let free = path;
      for (let number = 2; taken.has(Review.caseless(free)); number += 1) free = `${stem}-${number}${ending}`;
      taken.add(Review.caseless(free));
      return free;
    });
  }

  /**
   * A zip of files: names made safe, and "-2" behind one that is there already. Throws an Error beyond the bounds of
   * the format (65,535 files, 4 GB).
   * @param {{name: string, text: string}[]} files
   * @returns {Uint8Array}
   */
  Review.zip = (files) => {
    const encoder = new TextEncoder();
    const names = distinct(files.map((file) => safePath(file.name)));
    const entries = files.map((file, number) => {
      const data = encoder.encode(file.text);
      return { name: encoder.encode(names[number]), data, crc: checksum(data) };
    });
    const bodies = entries.map(localFile);
    let offset = 0;
    const directory = entries.map((entry, number) => {
      const line = directoryEntry(entry, offset);
      offset += bodies[number].length;
      return line;
    });
    const size = directory.reduce((sum, line) => sum + line.length, 0);
    if (files.length > MOST_FILES || offset + size > MOST_BYTES) throw new Error("Too much for one zip file.");
    return joined([...bodies, ...directory, directoryEnd(entries.length, size, offset)]);
  };
})();

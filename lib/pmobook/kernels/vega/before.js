"use strict";
// What Vega asks of a browser when it is loaded: a canvas that knows how wide a text is, from the widths of its letters.
(() => {
  const tables = {};
  const ofFont = new Map();

  // In ems: what the table lacks is about as wide as the fonts of most systems draw it.
  const mark = /^[\p{M}\p{Cf}\p{Cc}]$/u;
  const square = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Bopomofo}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6]$/u;
  const picture = /^\p{Extended_Pictographic}$/u;
  const other = (letter) => (mark.test(letter) ? 0 : square.test(letter) ? 1 : picture.test(letter) ? 1.25 : 0.65);

  const width = (letter, table) => {
    let known = table.get(letter);
    if (known === undefined) table.set(letter, (known = other(letter)));
    return known;
  };
  const read = (font) => {
    const [before, size] = font.split(/(\d*\.?\d+)px/);
    return {size: +size || 0, table: tables[/\bbold|[6-9]00\b/.test(before) ? "bold" : "regular"]};
  };
  const context = {
    font: "",
    measureText(text) {
      if (!ofFont.has(this.font)) ofFont.set(this.font, read(this.font));
      const {size, table} = ofFont.get(this.font);
      let ems = 0;
      for (const letter of text) ems += width(letter, table);
      return {width: ems * size};
    },
  };

  const copy = (value) => {
    if (Array.isArray(value)) return value.map(copy);
    if (value instanceof Date) return new Date(value);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, copy(part)]));
  };

  globalThis.structuredClone = copy;
  globalThis.document = {createElement: () => ({getContext: () => context})};
  globalThis.takeWidths = (widths) => {
    for (const [name, runs] of Object.entries(widths.runs)) {
      tables[name] = new Map(runs.flatMap(([first, ...advances]) =>
        advances.map((advance, at) => [String.fromCodePoint(first + at), advance / widths.units_per_em])));
    }
  };
})();

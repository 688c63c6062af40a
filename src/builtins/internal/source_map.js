// module.SourceMap: where a place of a generated text comes from, by a source map (version 3).
'use strict';

const { validateObject } = require('internal/validators');

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

// The numbers of one segment: five bits a character, lowest first, the lowest bit of all is the sign.
function decode(segment) {
  const numbers = [];
  let value = 0;
  let shift = 0;
  for (const character of segment) {
    const digit = DIGITS.indexOf(character);
    if (digit === -1) continue;
    value |= (digit & 31) << shift;
    shift += 5;
    if (digit < 32) {
      numbers.push(value & 1 ? -(value >>> 1) : value >>> 1);
      value = 0;
      shift = 0;
    }
  }
  return numbers;
}

class SourceMap {
  #payload;
  // Segments in order: [line, column, source, its line, its column, name].
  #segments = [];
  #lineLengths;

  constructor(payload, options = {}) {
    validateObject(payload, 'payload');
    this.#payload = structuredCopy(payload);
    this.#lineLengths = options?.lineLengths === undefined ? undefined : [...options.lineLengths];
    if (payload.sections) for (const { offset, map } of payload.sections) this.#read(map, offset.line, offset.column);
    else this.#read(payload, 0, 0);
    this.#segments.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  }

  #read(map, firstLine, firstColumn) {
    const { sources = [], names = [], mappings = '', sourceRoot } = map;
    const root = sourceRoot ? sourceRoot.replace(/\/?$/, '/') : '';
    let [source, sourceLine, sourceColumn, name] = [0, 0, 0, 0];
    mappings.split(';').forEach((text, i) => {
      let column = i === 0 ? firstColumn : 0;
      for (const segment of text.split(',')) {
        const numbers = decode(segment);
        if (numbers.length === 0) continue;
        column += numbers[0];
        if (numbers.length < 4) {
          this.#segments.push([firstLine + i, column]);
          continue;
        }
        source += numbers[1];
        sourceLine += numbers[2];
        sourceColumn += numbers[3];
        if (numbers.length > 4) name += numbers[4];
        this.#segments.push([firstLine + i, column, root + sources[source], sourceLine, sourceColumn,
                             numbers.length > 4 ? names[name] : undefined]);
      }
    });
  }

  get payload() {
    return structuredCopy(this.#payload);
  }

  get lineLengths() {
    return this.#lineLengths === undefined ? undefined : [...this.#lineLengths];
  }

  // The last segment that begins at or before the place. Lines and columns count from zero.
  findEntry(lineOffset, columnOffset) {
    let low = 0;
    let high = this.#segments.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const [line, column] = this.#segments[middle];
      if (lineOffset < line || (lineOffset === line && columnOffset < column)) high = middle;
      else low = middle + 1;
    }
    const found = this.#segments[low - 1];
    if (found === undefined) return {};
    const [generatedLine, generatedColumn, originalSource, originalLine, originalColumn, name] = found;
    return { generatedLine, generatedColumn, originalSource, originalLine, originalColumn, name };
  }

  // The same for what stack traces show: lines and columns count from one.
  findOrigin(lineNumber, columnNumber) {
    const range = this.findEntry(lineNumber - 1, columnNumber - 1);
    if (range.originalSource === undefined || range.originalLine === undefined || range.originalColumn === undefined) {
      return {};
    }
    const lineOffset = lineNumber - range.generatedLine;
    const columnOffset = columnNumber - range.generatedColumn;
    return {
      name: range.name,
      fileName: range.originalSource,
      lineNumber: range.originalLine + lineOffset,
      columnNumber: range.originalColumn + columnOffset,
    };
  }
}

function structuredCopy(payload) {
  const copy = { ...payload };
  for (const key of Object.keys(copy)) if (Array.isArray(copy[key])) copy[key] = [...copy[key]];
  return copy;
}

module.exports = { SourceMap };

// The data of the kernels, the same in every run and on every runtime: one generator of numbers, what
// is made of it, and checksums. No function here depends on a locale, a clock or an engine.
'use strict';

// Whole numbers of 32 bits, by three shifts: state in, state out, never zero.
function generator(seed) {
  let state = seed | 0 || 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  const below = (limit) => (next() % limit) | 0;
  return {
    next,
    // A small whole number for engines too: the remainder of what needs 32 bits may be kept as a double.
    below,
    // 0 to 1, of 32 bits: exact in a double.
    fraction: () => next() / 4294967296,
    pick: (list) => list[below(list.length)],
  };
}

const SYLLABLES = ['ka', 'lo', 'mi', 'ren', 'sa', 'tu', 'vor', 'en', 'pa', 'shi', 'dor', 'el', 'qui', 'ban', 'os', 'ter'];

function word(random) {
  let text = '';
  for (let left = 1 + random.below(4); left > 0; left--) text += random.pick(SYLLABLES);
  return text;
}

// `count` words, of which small numbers of different ones repeat, as in a text.
function words(seed, count, different = 600) {
  const random = generator(seed);
  const vocabulary = Array.from({ length: different }, () => word(random));
  return Array.from({ length: count }, () => vocabulary[Math.min(random.below(different), random.below(different))]);
}

// What a shop would keep: nested, of mixed types, with text beyond ASCII.
function orders(seed, count) {
  const random = generator(seed);
  return Array.from({ length: count }, (_, index) => ({
    id: index * 7919,
    customer: { name: `${word(random)} ${word(random)}`, city: random.pick(['Zürich', 'Kraków', '東京', 'Lima']), vip: random.below(5) === 0 },
    placed: `2026-${String(1 + random.below(12)).padStart(2, '0')}-${String(1 + random.below(28)).padStart(2, '0')}T12:00:00Z`,
    lines: Array.from({ length: 1 + random.below(5) }, () => ({
      article: word(random), quantity: 1 + random.below(9), price: random.below(100000) / 100, tags: [word(random), word(random)],
    })),
    note: random.below(3) === 0 ? null : `line one\n"${word(random)}" \\ ${word(random)}`,
  }));
}

// Checksums are whole numbers of 32 bits.
const mix = (sum, number) => Math.imul(sum ^ number, 0x01000193) >>> 0;

function ofText(text, sum = 0x811c9dc5) {
  for (let i = 0; i < text.length; i++) sum = mix(sum, text.charCodeAt(i));
  return sum;
}

// Of the bits of doubles: the same for equal results only.
function ofDoubles(doubles) {
  const copy = Float64Array.from(doubles);
  let sum = 0x811c9dc5;
  for (const half of new Uint32Array(copy.buffer)) sum = mix(sum, half);
  return sum;
}

module.exports = { generator, word, words, orders, mix, ofText, ofDoubles };

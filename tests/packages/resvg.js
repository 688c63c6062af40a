// @resvg/resvg-js: SVG to pixels and PNG, sizes, boxes, promises, and refusals.
'use strict';
const assert = require('assert');
const { createHash } = require('crypto');
const { Resvg, renderAsync } = require('@resvg/resvg-js');

const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="80" viewBox="0 0 60 40">
  <defs><linearGradient id="g"><stop offset="0" stop-color="#f00"/><stop offset="1" stop-color="#00f"/></linearGradient></defs>
  <rect x="5" y="5" width="50" height="30" rx="4" fill="url(#g)"/><circle cx="30" cy="20" r="10" fill="#0f08" stroke="white"/>
  <path d="M5 35 Q 30 0 55 35" stroke="black" fill="none"/></svg>`;
const digest = (bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 16);

async function refusal(label, run) {
  try {
    console.log(label, 'gave', await run());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

async function main() {
  const image = new Resvg(svg, { font: { loadSystemFonts: false } });
  console.log(image.width, image.height, JSON.stringify(image.getBBox()), JSON.stringify(image.innerBBox()));
  const drawn = image.render();
  const png = drawn.asPng();
  console.log(drawn.width, drawn.height, drawn.pixels.length, digest(drawn.pixels), png.subarray(0, 8).toString('hex'), digest(png));
  for (const options of [{ background: 'rgba(238,235,230,.9)' }, { fitTo: { mode: 'width', value: 33 } }, { fitTo: { mode: 'zoom', value: 2.5 } },
    { fitTo: { mode: 'height', value: 20 }, crop: { left: 2, top: 2, right: 20, bottom: 15 } }, { shapeRendering: 0 }]) {
    const out = new Resvg(Buffer.from(svg), { font: { loadSystemFonts: false }, ...options }).render();
    console.log(JSON.stringify(options), out.width, out.height, digest(out.pixels));
  }
  const many = await Promise.all(Array.from({ length: 8 }, (_, i) => renderAsync(svg, { font: { loadSystemFonts: false }, fitTo: { mode: 'width', value: 50 + i } })));
  console.log(many.map((out) => `${out.width}x${out.height}`).join());
  assert.strictEqual(digest((await renderAsync(svg, { font: { loadSystemFonts: false } })).pixels), digest(drawn.pixels));
  console.log(image.toString().length > 100, new Resvg('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><image href="http://x.test/a.png" width="1" height="1"/></svg>', { font: { loadSystemFonts: false } }).imagesToResolve());
  const cancelled = new AbortController();
  cancelled.abort();
  await refusal('signal', () => renderAsync(svg, {}, cancelled.signal).then(() => 'an image'));
  await refusal('no SVG', () => new Resvg('this is no image'));
  await refusal('empty', () => new Resvg(''));
  await refusal('nothing', () => new Resvg());
  await refusal('a number', () => new Resvg(5));
  await refusal('no size', () => new Resvg('<svg xmlns="http://www.w3.org/2000/svg" width="0" height="0"/>'));
  await refusal('fitTo', () => new Resvg(svg, { fitTo: { mode: 'sideways', value: 1 } }));
  await refusal('background', () => new Resvg(svg, { background: 'no colour' }).render());
  await refusal('asynchronous', () => renderAsync('<svg'));
}

main();

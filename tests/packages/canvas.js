// @napi-rs/canvas: shapes, paths, gradients, pixels, images in several formats, text metrics, streams
// and promises of files, SVG canvases, and refusals.
'use strict';
const assert = require('assert');
const { createHash } = require('crypto');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { createCanvas, loadImage, Image, ImageData, Path2D, DOMMatrix, DOMPoint, DOMRect, GlobalFonts, SvgExportFlag, Canvas } = require('@napi-rs/canvas');

const digest = (bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 12);

async function refusal(label, run) {
  try {
    console.log(label, 'gave', await run());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

async function main() {
  const canvas = createCanvas(120, 80);
  const context = canvas.getContext('2d');
  console.log(canvas.width, canvas.height, canvas instanceof Canvas, context.canvas === canvas, context.fillStyle, context.globalAlpha);
  context.fillStyle = 'rgb(200, 30, 60)';
  context.fillRect(10, 10, 50, 30);
  const gradient = context.createLinearGradient(0, 0, 120, 0);
  gradient.addColorStop(0, '#00f');
  gradient.addColorStop(1, 'hsla(120, 100%, 50%, 0.5)');
  context.fillStyle = gradient;
  context.beginPath();
  context.arc(80, 40, 25, 0, Math.PI * 1.5);
  context.closePath();
  context.fill();
  context.save();
  context.translate(20, 20);
  context.rotate(0.3);
  context.scale(2, 1.5);
  context.strokeStyle = '#0a08';
  context.lineWidth = 3;
  context.setLineDash([4, 2]);
  context.stroke(new Path2D('M0 0 L20 10 Q30 0 20 30 Z'));
  console.log(context.getTransform().toString?.(), context.getLineDash(), context.strokeStyle);
  context.restore();
  console.log(context.isPointInPath(80, 40), context.isPointInPath(0, 0));

  const pixels = context.getImageData(0, 0, 120, 80);
  console.log(pixels.width, pixels.height, pixels.data.constructor.name, digest(pixels.data), [...context.getImageData(12, 12, 1, 1).data]);
  const own = new ImageData(new Uint8ClampedArray(16).fill(99), 2, 2);
  context.putImageData(own, 0, 0);
  assert.deepStrictEqual([...context.getImageData(1, 1, 1, 1).data], [99, 99, 99, 99].map((value, i) => context.getImageData(1, 1, 1, 1).data[i]));

  const png = canvas.toBuffer('image/png');
  console.log(png.subarray(1, 4).toString(), digest(context.getImageData(0, 0, 120, 80).data));
  assert.ok(canvas.toDataURL('image/png').startsWith('data:image/png;base64,iVBOR'));
  for (const [format, quality] of [['png'], ['jpeg', 80], ['webp', 90], ['avif', { quality: 50, speed: 10 }]]) {
    const bytes = await canvas.encode(format, quality);
    const image = await loadImage(bytes);
    console.log(format, Buffer.isBuffer(bytes), bytes.length > 100, image.width, image.height, image.complete, image instanceof Image);
  }
  const image = new Image();
  const loaded = new Promise((resolve, reject) => { image.onload = resolve; image.onerror = reject; });
  image.src = png;
  await loaded;
  const small = createCanvas(12, 8);
  const there = small.getContext('2d');
  there.imageSmoothingEnabled = false;
  there.drawImage(image, 0, 0, 12, 8);
  there.drawImage(canvas, 0, 0, 60, 40, 6, 0, 6, 4);
  console.log(digest(there.getImageData(0, 0, 12, 8).data));
  const broken = new Image();
  const failing = new Promise((resolve) => { broken.onerror = resolve; broken.onload = () => resolve('loaded'); });
  broken.src = Buffer.from('this is no image');
  console.log((await failing).type);

  const blurred = createCanvas(30, 30);
  const effect = blurred.getContext('2d');
  effect.filter = 'blur(2px)';
  effect.globalCompositeOperation = 'xor';
  effect.shadowColor = 'black';
  effect.fillRect(5, 5, 20, 20);
  console.log(effect.filter, effect.globalCompositeOperation, digest(effect.getImageData(15, 15, 1, 1).data));
  const measured = context.measureText('');
  console.log(typeof measured.width, Array.isArray(GlobalFonts.families), GlobalFonts.has('no such font'));

  const vector = createCanvas(40, 20, SvgExportFlag.ConvertTextToPaths);
  vector.getContext('2d').fillRect(1, 2, 3, 4);
  console.log(vector.getContent().toString().replace(/\s+/g, ' '));
  const matrix = new DOMMatrix([1, 2, 3, 4, 5, 6]).multiply(new DOMMatrix().translate(7, 8));
  console.log(matrix.a, matrix.e, matrix.f, new DOMPoint(1, 2).matrixTransform(matrix).x, new DOMRect(1, 2, 3, 4).right);
  const shape = new Path2D();
  shape.rect(0, 0, 10, 10);
  console.log(shape.toSVGString(), shape.isPointInPath(5, 5), shape.getBounds?.());

  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'canvas-'));
  fs.writeFileSync(path.join(folder, 'a.png'), png);
  const fromFile = await loadImage(path.join(folder, 'a.png'));
  console.log(fromFile.width, fromFile.naturalWidth);
  const many = await Promise.all(Array.from({ length: 12 }, async (_, i) => (await loadImage(await createCanvas(i + 1, 5).encode('png'))).width));
  console.log(many.join());
  fs.rmSync(folder, { recursive: true });
  await refusal('no image', () => loadImage(Buffer.from('nonsense')));
  await refusal('context', () => createCanvas(1, 1).getContext('webgl3'));
  await refusal('type', () => canvas.toBuffer('image/tiff'));
  await refusal('format', () => canvas.encode('bmp'));
  await refusal('negative radius', () => context.arc(0, 0, -1, 0, 1));
  await refusal('colour', () => { context.fillStyle = 'no colour'; return context.fillStyle; });
  await refusal('image data', () => new ImageData(new Uint8ClampedArray(3), 2));
  await refusal('gradient', () => gradient.addColorStop(3, 'red'));
  await refusal('no image to draw', () => context.drawImage({}, 0, 0));
}

main();

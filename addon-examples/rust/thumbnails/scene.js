// A picture to work with: a sun over the sea, as pixels of four bytes each. Deterministic.
'use strict';

exports.scene = (width, height) => {
  const pixels = new Uint8Array(width * height * 4);
  const [sunX, sunY, sun] = [width * 0.7, height * 0.3, Math.min(width, height) * 0.12];
  // Noise as a camera has it: a linear congruential generator.
  let noise = 1;
  for (let y = 0, at = 0; y < height; y++) {
    const depth = y / height;
    for (let x = 0; x < width; x++, at += 4) {
      noise = (noise * 1103515245 + 12345) & 0x7fffffff;
      const grain = (noise >> 16) & 7;
      const distance = Math.hypot(x - sunX, y - sunY);
      if (distance < sun) {
        pixels.set([248, 220, 120, 255], at);
      } else if (depth < 0.6) {
        const glow = Math.max(0, 1 - distance / (sun * 4)) * 90;
        pixels.set([90 + glow + grain, 150 + glow / 2 + grain, 230 - glow + grain, 255], at);
      } else {
        const wave = Math.sin(x / 9 + y * y / 5000) * 20 * depth;
        pixels.set([20 + wave + grain, 70 + wave + grain, 120 + wave + grain, 255], at);
      }
    }
  }
  return pixels;
};

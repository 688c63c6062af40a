// One runtime's part: `measure.js addon|jimp PHOTOS` makes a thumbnail of each photo, several times,
// and writes a line of JSON: of the best round the milliseconds, those of CPU time, and the longest
// time that the event loop stood still; the size and mean colour of each thumbnail.
'use strict';

const fs = require('node:fs');
const path = require('node:path');

const [contestant, folder, rounds] = process.argv.slice(2);
const box = 160;

const now = () => performance.now();

// Each makes the thumbnails of all files, one after the other or all at once.
const contestants = {
  addon() {
    const { thumbnail, thumbnails } = require('../index.js');
    return {
      async oneByOne(files) {
        const made = [];
        for (const file of files) made.push((await thumbnail(file, { width: box, height: box })).data);
        return made;
      },
      async atOnce(files) {
        return (await thumbnails(files, { width: box, height: box })).map(({ data }) => data);
      },
    };
  },
  jimp() {
    const { Jimp } = require('jimp');
    const make = async (file) => {
      const picture = await Jimp.fromBuffer(file);
      picture.scaleToFit({ w: box, h: box });
      return picture.getBuffer('image/jpeg', { quality: 80 });
    };
    return {
      async oneByOne(files) {
        const made = [];
        for (const file of files) made.push(await make(file));
        return made;
      },
      atOnce: (files) => Promise.all(files.map(make)),
    };
  },
};

// Runs it, and looks how late a timer of 5 ms comes meanwhile.
async function timed(run, files) {
  let [stood, last] = [0, now()];
  const look = () => {
    stood = Math.max(stood, now() - last - 5);
    last = now();
  };
  const timer = setInterval(look, 5);
  const [start, before] = [now(), process.cpuUsage()];
  const made = await run(files);
  const milliseconds = now() - start;
  const { user, system } = process.cpuUsage(before);
  look();
  clearInterval(timer);
  return { milliseconds, cpu: (user + system) / 1000, stood: Math.max(0, stood), made };
}

(async () => {
  const names = fs.readdirSync(folder).filter((name) => /\.(jpg|png)$/.test(name)).sort();
  const contest = contestants[contestant]();
  const { Picture } = require('../index.js');
  const rows = [];
  for (const kind of ['jpg', 'png']) {
    const files = names.filter((name) => name.endsWith(kind)).map((name) => fs.readFileSync(path.join(folder, name)));
    for (const mode of ['oneByOne', 'atOnce']) {
      let best;
      for (let round = 0; round < Number(rounds); round++) {
        const result = await timed(contest[mode], files);
        if (!best || result.milliseconds < best.milliseconds) best = result;
      }
      const means = [];
      for (const file of best.made) {
        const picture = await Picture.decode(file);
        means.push({ width: picture.width, height: picture.height, mean: picture.meanColor() });
      }
      const { milliseconds, cpu, stood } = best;
      rows.push({ kind, mode, photos: files.length, milliseconds, cpu, stood, means });
    }
  }
  console.log(JSON.stringify(rows));
})();

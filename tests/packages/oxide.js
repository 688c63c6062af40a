// @tailwindcss/oxide: candidates in texts and files, positions, globs, and refusals.
'use strict';
const fs = require('fs');
const os = require('os');
const path = require('path');
const { Scanner } = require('@tailwindcss/oxide');

const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'oxide-')));
fs.mkdirSync(path.join(folder, 'src/deep'), { recursive: true });
fs.writeFileSync(path.join(folder, 'src/page.html'), '<div class="flex p-4 md:hover:bg-red-500/50 [&>p]:mt-2">text</div>');
fs.writeFileSync(path.join(folder, 'src/deep/part.jsx'), 'export default () => <b className={`w-[calc(100%-1rem)] ${x ? "grid" : "hidden"}`}/>');
fs.writeFileSync(path.join(folder, 'src/skip.txt'), 'underline');
const relative = (list) => list.map((name) => name.replace(folder, '<folder>')).sort();

const scanner = new Scanner({ sources: [{ base: folder, pattern: 'src/**/*.{html,jsx}', negated: false }] });
console.log(scanner.scan().sort().join(' '));
console.log(relative(scanner.files), scanner.globs.map(({ base, pattern }) => `${base.replace(folder, '<folder>')} ${pattern}`).sort());
console.log(scanner.normalizedSources.length);
console.log(scanner.scanFiles([{ file: path.join(folder, 'src/skip.txt'), extension: 'txt' }, { content: 'class="text-lg é italic"', extension: 'html' }]).sort().join(' '));
console.log(JSON.stringify(scanner.getCandidatesWithPositions({ content: '<i class="é px-1 py-2">', extension: 'html' })));
const many = Array.from({ length: 3000 }, (_, i) => `<p class="m-${i} [width:${i}px]">`).join('\n');
console.log(new Scanner({ sources: [] }).scanFiles([{ content: many, extension: 'html' }]).length);

function attempt(label, run) {
  try {
    console.log(label, run());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}
attempt('nothing', () => new Scanner().scan());
attempt('sources are text', () => new Scanner({ sources: 'x' }).scan());
attempt('source without a pattern', () => new Scanner({ sources: [{ base: '/' }] }).scan());
attempt('absent file', () => scanner.scanFiles([{ file: '/nowhere', extension: 'html' }]));
attempt('no file', () => scanner.scanFiles(5));
fs.rmSync(folder, { recursive: true });

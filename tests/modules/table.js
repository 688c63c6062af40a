// The table of built-in modules in the documentation, made from what Node and napkin answer.
//
//   node tests/modules/table.js NAPKIN            compares the table with what is there; fails when it is out of date
//   node tests/modules/table.js NAPKIN --write    writes docs/built-in-modules.md and absent.txt anew
//
// Run it with Node 26. `absent.txt` has every name of Node's that napkin lacks; throwing.txt, kept by hand, has the
// functions that are there and throw ERR_METHOD_NOT_IMPLEMENTED, and each is called to see that it does.
'use strict';

const { execFileSync } = require('child_process');
const fs = require('fs');
const path = require('path');
const { builtinModules } = require('module');

const napkin = process.argv[2];
const isWriting = process.argv[3] === '--write';
const DOCUMENT = path.join(__dirname, '../../docs/built-in-modules.md');
const ABSENT = path.join(__dirname, 'absent.txt');
const SCHEME_ONLY = ['sea', 'sqlite', 'test', 'test/reporters'];
// Node's own parts that have no documentation, and what Node 26 has behind flags or for itself.
const LEFT_OUT = ['ffi', 'bench', 'bench/reporters', 'dtls', 'quic', 'stream/iter', 'vfs', 'zlib/iter'];

const plain = builtinModules.map((id) => id.replace(/^node:/, '')).filter((id) => !id.startsWith('_'));
const modules = [...new Set([...plain, ...SCHEME_ONLY])].filter((id) => !LEFT_OUT.includes(id)).sort();

function ask(program, script, args) {
  const output = execFileSync(program, [path.join(__dirname, script), ...args], {
    encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], timeout: 60000, env: { ...process.env, NODE_OPTIONS: '' },
  });
  return JSON.parse(output.split('\n').findLast((line) => line.startsWith('{') || line.startsWith('[')));
}

const nodes = ask(process.execPath, 'names.js', modules);
const ours = ask(napkin, 'names.js', modules);

const throwing = new Map();
for (const line of fs.readFileSync(path.join(__dirname, 'throwing.txt'), 'utf8').split('\n').filter(Boolean)) {
  const [id, names] = line.split(': ');
  throwing.set(id, names.split(' '));
}
const pairs = [...throwing].flatMap(([id, names]) => names.map((name) => `${id}:${name}`));
const confirmed = new Set(ask(napkin, 'throws.js', pairs));
const wrong = pairs.filter((pair) => !confirmed.has(pair));
if (wrong.length > 0) {
  console.error(`throwing.txt names functions that do not throw ERR_METHOD_NOT_IMPLEMENTED: ${wrong.join(' ')}`);
  process.exit(1);
}

// Versions of Node's dependencies, process.stdin and the like differ by what standard input is.
const isComparable = (id, name) => !(id === 'process' && /^(?:versions|stdin|stdout|stderr|env|config)\./.test(name));

const absent = new Map();
for (const id of modules) {
  if (nodes[id] === null) continue;
  const known = new Set(ours[id] ?? []);
  const missing = nodes[id].filter((name) => isComparable(id, name) && !known.has(name));
  absent.set(id, ours[id] === null ? null : missing);
}

// A class that is missing is named once, not with all its members.
function shortened(names) {
  const all = new Set(names);
  return names.filter((name) => {
    for (let end = name.lastIndexOf('.'); end > 0; end = name.lastIndexOf('.', end - 1)) {
      if (all.has(name.slice(0, end))) return false;
    }
    return true;
  });
}

function row(id, missing) {
  const total = nodes[id].filter((name) => isComparable(id, name)).length;
  if (missing === null) return `| \`${id}\` | – | the module is absent: requiring it says so |`;
  const notes = [];
  const names = shortened(missing).map((name) => `\`${name.replace('.prototype.', '#')}\``);
  const SHOWN = 40;
  if (names.length > SHOWN) names.splice(SHOWN, names.length, `and ${names.length - SHOWN} more (tests/modules/absent.txt)`);
  if (names.length > 0) notes.push(`absent: ${names.join(' ')}`);
  if (throwing.has(id)) notes.push(`throws that it is absent: ${throwing.get(id).map((name) => `\`${name}\``).join(' ')}`);
  return `| \`${id}\` | ${total - missing.length} of ${total} | ${notes.join('; ') || 'all of it'} |`;
}

const rows = [...absent].map(([id, missing]) => row(id, missing));
const document = `# Built-in modules

What napkin has of Node 26's public modules. Names are those of the exports, of static members and members of
prototypes of classes (\`Class#member\`), and of properties of objects among the exports. That a name is there says that
it works as documented, but for those in the last column. A function that is absent and still named throws an error with the
code \`ERR_METHOD_NOT_IMPLEMENTED\`; a module that is absent throws \`ERR_UNKNOWN_BUILTIN_MODULE\`.

This table is made by \`node tests/modules/table.js NAPKIN --write\`, and \`cargo test --test modules\` fails when it is not
what the two runtimes answer.

| Module | Names | What is not there |
|---|---|---|
${rows.join('\n')}

Behaviour that differs though the name is there:

- \`vm\`: a function as \`importModuleDynamically\` rejects the import; \`cachedData\` holds no code, only what tells whether it
  belongs to the text.
- \`v8\`: heap statistics describe one space; \`setFlagsFromString\` changes nothing.
- \`perf_hooks\`: the event loop counts as idle while its thread is not on a processor.
- \`child_process\`: handles (sockets, servers) are not sent over a channel.
- \`cluster\`: every process is a primary.
- \`test\`: runs the tests of the file it is loaded from; \`only\` runs no fewer tests; the reporter is \`spec\`, or the one that
  the variable \`NODE_TEST_REPORTER\` names (\`spec\`, \`tap\`, \`dot\`).
- \`inspector\`, \`trace_events\`, \`sea\`, \`wasi\`: load, and say that there is none when one is asked for.
- \`module\`: there is no cache of compiled code, and no source map is looked up.
`;
const list = [...absent].filter(([, missing]) => missing === null || missing.length > 0)
  .map(([id, missing]) => `${id}:${missing === null ? ' *' : missing.map((name) => ` ${name}`).join('')}\n`).join('');

if (isWriting) {
  fs.writeFileSync(DOCUMENT, document);
  fs.writeFileSync(ABSENT, list);
} else {
  const stale = [[DOCUMENT, document], [ABSENT, list]].filter(([file, text]) => {
    return !fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== text;
  });
  if (stale.length > 0) {
    const before = fs.existsSync(ABSENT) ? fs.readFileSync(ABSENT, 'utf8').split('\n') : [];
    for (const line of list.split('\n')) if (!before.includes(line)) console.error(`now:    ${line.slice(0, 400)}`);
    for (const line of before) if (!list.split('\n').includes(line)) console.error(`before: ${line.slice(0, 400)}`);
    console.error(`out of date: ${stale.map(([file]) => path.basename(file)).join(', ')}; run this with --write`);
    process.exit(1);
  }
}

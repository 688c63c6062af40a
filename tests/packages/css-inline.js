// @css-inline/css-inline: style sheets into style attributes, whole documents and fragments, options,
// and refusals.
'use strict';
const assert = require('assert');
const { inline, inlineFragment, version } = require('@css-inline/css-inline');

const html = `<html><head><title>Tést</title><style>h1 { color: blue; } .a > b:first-child { margin: 1px 2px } @media print { p { color: red } }</style></head>
<body><h1>Big &amp; Text</h1><p class="a" style="color: green"><b>x</b><b>y</b></p></body></html>`;

function attempt(label, run) {
  try {
    console.log(label, run());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

console.log(typeof version());
console.log(inline(html));
for (const options of [{}, { keepStyleTags: true }, { inlineStyleTags: false }, { minifyCss: true }, { extraCss: 'p { font-size: 12px !important }' },
  { keepAtRules: true }, { removeInlinedSelectors: true, keepStyleTags: true }, { preallocateNodeCapacity: 8 }, { loadRemoteStylesheets: false }]) {
  attempt(JSON.stringify(options), () => inline(html, options));
}
console.log(inlineFragment('<main><h1>Hello</h1><section><p class="big">who am i</p></section></main>', 'h1 { color: blue } .big { font-size: 200% }'));
let large = '<style>' + Array.from({ length: 300 }, (_, i) => `.c${i} { padding: ${i}px }`).join('') + '</style>';
large += Array.from({ length: 2000 }, (_, i) => `<p class="c${i % 300} d">text ${i}</p>`).join('');
const out = inline(large);
assert.ok(out.includes('<p class="c299 d" style="padding: 299px;">text 299</p>'));
console.log(large.length, out.length);

attempt('nothing', () => inline());
attempt('a number', () => inline(1));
attempt('options are text', () => inline('<p>', 'x'));
attempt('option of a wrong type', () => inline('<p>', { keepStyleTags: 'yes' }));
attempt('negative capacity', () => inline('<p>', { preallocateNodeCapacity: -1 }));
attempt('absent file', () => inline('<link rel="stylesheet" href="absent.css"><p>x</p>', { baseUrl: 'file:///nowhere/' }));
attempt('bad base', () => inline('<p>x</p>', { baseUrl: 'not a URL' }));
attempt('bad CSS', () => inline('<style>h1 { color: ; } { } h1 }</style><h1>x</h1>'));
attempt('no CSS', () => inlineFragment('<p>x</p>'));

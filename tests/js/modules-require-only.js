// import.meta and import() in an ES module that CommonJS requires before anything else used either.
'use strict';
const path = require('path');
const { pathToFileURL } = require('url');
const { meta, plain } = require('./modules/required-only.mjs');

const file = path.join(__dirname, 'modules', 'required-only.mjs');
console.log(meta.url === pathToFileURL(file).href, meta.filename === file, meta.dirname === path.dirname(file), meta.main);
plain().then((namespace) => console.log(namespace === require('./modules/plain.mjs')));

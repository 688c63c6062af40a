// Every function about primitive values, dates, coercion and comparison, with one thing wrong at
// a time. The expectations are in expected.txt.
'use strict';
require('../matrix.js').matrix(__dirname);

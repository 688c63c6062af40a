//! What Node 26 finds in the same texts: recorded from it.

use super::find;

/// The text, the names in order, the specifiers that are exported whole.
type Case = (&'static str, &'static str, &'static str);

#[rustfmt::skip]
const CASES: [Case; 108] = [
    ("module.exports = { a: 1, b: 2, c };", "", ""),
    ("module.exports = { a, b, c: d, e };", "a,b,c,e", ""),
    ("module.exports = { a, ...d, b: require('c'), c: 'interim', e: 'e' };", "a,b", "c"),
    ("module.exports = { 'a': x, b };", "a,b", ""),
    ("module.exports = { a() {}, b };", "a", ""),
    ("module.exports = { get a() {return 1}, b };", "", ""),
    ("module.exports = { async a() {}, b };", "async", ""),
    ("module.exports = { a: -1, b: -2 };", "", ""),
    ("module.exports = { a: x.y, b: z };", "a", ""),
    ("module.exports = { a: x, b: y, c: z };", "a,b,c", ""),
    (r#"module.exports = { 'a': 'x', "b": 'y' };"#, "", ""),
    ("module.exports = { a: function () {}, b: 1 };", "a", ""),
    ("module.exports = { [x]: 1, b };", "", ""),
    ("module.exports = { 1: 1, b };", "", ""),
    ("exports.a = exports.b = exports.c = 1", "a,b,c", ""),
    (r#"exports['a b'] = 1; exports["c"] = 2"#, "a b,c", ""),
    ("exports.a; exports.b == 1; exports.c += 1", "b", ""),
    ("module.exports.a = 1; module['exports'].b = 1", "a", ""),
    ("(function(exports){ exports.q = 1 })(exports)", "q", ""),
    ("Object.defineProperty(exports, 'a', { enumerable: true, get: function () { return q.p; } })", "a", ""),
    ("Object.defineProperty(exports, 'a', { enumerable: true, get: function get() { return q['p']; } })", "a", ""),
    ("Object.defineProperty(exports, 'a', { get: function () { return q.p; } })", "a", ""),
    ("Object.defineProperty(exports, 'a', { enumerable: true, get() { return id; } })", "a", ""),
    ("Object.defineProperty(exports, 'a', { enumerable: true, get: () => id })", "", ""),
    ("Object.defineProperty(module.exports, 'a', { value: 1 })", "a", ""),
    ("Object.defineProperty(exports, 'a', { enumerable: true, value: 1 })", "a", ""),
    ("Object.defineProperty(exports, 'a', { enumerable: false, value: 1 })", "", ""),
    ("Object.defineProperty(exports, 'a', { configurable: true, enumerable: true, value: 1 })", "", ""),
    ("Object.defineProperty(exports, 'a', { writable: true, value: 1 })", "", ""),
    ("Object.defineProperty(exports, 'a', { enumerable: true, get: function () { return q.p.r; } })", "", ""),
    ("Object.defineProperty(exports, 'a', { enumerable: true, get: function () { return f(); } })", "", ""),
    ("Object.defineProperty(exports, 'a', { enumerable: true, get: function () { return external.a; }, })", "a", ""),
    ("Object.defineProperty(exports, `a`, { value: 1 })", "", ""),
    ("Object.defineProperty(exports, 'default', { enumerable: true, get: function () { return _interopRequireDefault(q).default; } })", "", ""),
    ("Object.defineProperty(exports, 'default', { enumerable: true, get: function () { return __importDefault(q).default; } })", "", ""),
    ("module.exports = require('./r1')", "", "./r1"),
    ("if (x) module.exports = require('./r1'); else module.exports = require('./r2')", "", "./r2"),
    ("module.exports = { ...require('./r1'), ...require('./r2'), z }", "z", "./r1,./r2"),
    ("exports = module.exports = { a, b }", "a,b", ""),
    ("exports = { a, b }", "", ""),
    ("__exportStar(require('./r1'), exports)", "", "./r1"),
    ("__export(require('./r1'))", "", "./r1"),
    ("tslib.__exportStar(require('./r1'), exports)", "", "./r1"),
    ("(0, tslib_1.__exportStar)(require('./r1'), exports)", "", ""),
    ("__exportStar(r1, exports)", "", ""),
    ("tslib_1.__exportStar(require('./r1'), exports)", "", "./r1"),
    ("0 && (module.exports = { a, b, c: null })", "a,b,c", ""),
    ("0 && (module.exports = { a, b, ...require('./r1') })", "a,b", "./r1"),
    ("__export(src, { a: () => a }); module.exports = __toCommonJS(src);", "", ""),
    ("var _x = require('./r1'); Object.keys(_x).forEach(function (key) { if (key === 'default' || key === '__esModule') return; exports[key] = _x[key]; });", "", "./r1"),
    ("var _x = require('./r1'); Object.keys(_x).forEach(function (key) { if (key === 'default' || key === '__esModule') return; if (key in exports && exports[key] === _x[key]) return; Object.defineProperty(exports, key, { enumerable: true, get: function () { return _x[key]; } }); });", "", "./r1"),
    ("var _x = _interopRequireWildcard(require('./r1')); Object.keys(_x).forEach(function (key) { if (key === 'default' || key === '__esModule') return; if (Object.prototype.hasOwnProperty.call(_exportNames, key)) return; exports[key] = _x[key]; });", "", "./r1"),
    ("var x = require('./r1'); Object.keys(x).forEach(function (k) { if (k !== 'default' && !exports.hasOwnProperty(k)) exports[k] = x[k]; });", "", "./r1"),
    ("var x = require('./r1'); Object.keys(x).forEach(function (k) { if (k !== 'default' && !Object.prototype.hasOwnProperty.call(exports, k)) exports[k] = x[k]; });", "", "./r1"),
    ("let x = require('./r1'); for (const k in x) exports[k] = x[k]", "", ""),
    ("var x = require('./r1'), y = 2; Object.keys(x).forEach(function (k) { if (k !== 'default') exports[k] = x[k]; });", "", "./r1"),
    ("module.exports = class A {}; module.exports.b = 1", "b", ""),
    ("module.exports = function () {}; exports.c = 1", "c", ""),
    ("a.exports.b = 1; foo.module.exports = {z}", "", ""),
    ("exports.a = /exports.b = 1/; // exports.c = 1\n/* exports.d = 1 */ 'exports.e = 1'; `exports.f = 1 ${exports.g = 1} exports.h = 1`", "a,g", ""),
    (r#"exports.\u0061b = 1"#, "", ""),
    ("exports . a /* x */ = 1", "a", ""),
    ("exports.a=>1", "a", ""),
    ("this.a = 1", "", ""),
    ("Object.assign(exports, {a: 1})", "", ""),
    ("Object.assign(module.exports, require('./r1'))", "", ""),
    ("global.exports.a = 1; window.module.exports = {q}", "", ""),
    ("exports.if = 1; exports.class = 2", "class,if", ""),
    ("var e = exports; e.a = 1", "", ""),
    ("module.exports = {\n  // c\n  a,\n  /* d */ b,\n}", "a,b", ""),
    ("module.exports = { a: b, 'c': d, e: f.g, h }", "a,c,e", ""),
    ("module.exports = x ? { a } : { b }", "", ""),
    ("module.exports = Object.freeze({ a })", "", ""),
    ("module.exports = { a = 1, b }", "a", ""),
    ("module.exports={a:a,b:b,c:c}", "a,b,c", ""),
    ("module.exports = { a: require('./r1').x, b: require('./r1') }", "a", "./r1"),
    ("module.exports = { a: 'str', b: `t`, c: 5, d: null, e: [1], f: {}, g: !0 }", "", ""),
    ("exports.a = 1, exports.b = 2", "a,b", ""),
    ("exports.a\n= 1", "a", ""),
    ("exports?.a", "", ""),
    ("Object.defineProperty(exports, 'a', { enumerable: !0, get: function () { return q.p; } })", "", ""),
    (r#"Object.defineProperty(exports,"a",{enumerable:!0,value:1})"#, "", ""),
    (r#"Object.defineProperty(exports,"__esModule",{value:!0}),exports.x=void 0;"#, "__esModule,x", ""),
    ("__esExport(src_exports); exports.n = 1", "n", ""),
    ("export_x.exports.b = 1", "", ""),
    ("if (a) / exports.q = 1 /.test(b); exports.r = 1", "r", ""),
    ("x = a / exports.y; exports.s = 2 / 1", "s", ""),
    ("function f() {} / exports.q = 1 /.test(b)", "", ""),
    ("reexport(module.exports = require('./r1'))", "", "./r1"),
    ("module.exports = require('./r1').default", "", "./r1"),
    ("module.exports = require('./r1')(5)", "", "./r1"),
    ("module.exports = require(x)", "", ""),
    ("exports = require('./r1')", "", ""),
    ("exports.a = require('./r1'); exports.b = function () { exports.c = 1 }", "a,b,c", ""),
    ("module.exports = { a: 'x', b: 'y' }", "", ""),
    ("module.exports = { a: x, 'b': 'y', c: 1, d }", "a", ""),
    ("module.exports = { a: async function () {}, b }", "a", ""),
    ("module.exports = { a: () => {}, b }", "", ""),
    ("module.exports = { a: x(), b }", "a", ""),
    ("module.exports = { a: new X, b }", "a", ""),
    ("module.exports = { a: a, b: { c } }", "a", ""),
    ("module.exports = { a\n, b }", "a,b", ""),
    ("module.exports = { ...x, ...y.z, a }", "", ""),
    ("module.exports = { ...x, a }", "a", ""),
    ("module.exports = { ...require('./r1'), a: b, c }", "a,c", "./r1"),
    ("module.exports = { $a, _b, c9 }", "$a,_b,c9", ""),
    ("module.exports = { 'quoted' }", "", ""),
    ("module.exports = {}; module.exports = { z }", "z", ""),
];

#[test]
fn names_are_those_that_node_finds() {
    for (text, names, reexports) in CASES {
        let mut found = find(text);
        found.names.sort();
        found.reexports.sort();
        let both = (found.names.join(","), found.reexports.join(","));
        assert_eq!(both, (names.to_owned(), reexports.to_owned()), "{text}");
    }
}

#[test]
fn half_a_text_is_no_problem() {
    for (text, ..) in CASES {
        for (at, _) in text.char_indices() {
            find(&text[..at]);
            find(&text[at..]);
        }
    }
}

//! Where JavaScript engines differ in what the language leaves open, or in what only V8 has: what a
//! script prints on Node, and what it prints on napkin with another engine than QuickJS-ng (whose
//! differences the runtime evens out).
//!
//! Invariant: each entry is found in Node's output exactly once, else the test fails: an entry whose
//! reason is gone does not stay.

use napi_core::engine::Engine;

struct Difference {
    engine: &'static str,
    script: &'static str,
    on_node: &'static str,
    on_napkin: &'static str,
    /// Why no runtime can change it.
    #[expect(dead_code, reason = "for who reads this table")]
    reason: &'static str,
}

const OWN_PROPERTIES_OF_ERRORS: &str =
    "its errors have own properties for file, line and column, which are not enumerable";
const ORDER_OF_A_FUNCTIONS_PROPERTIES: &str =
    "the language does not say in which order a function gets length, name and prototype";

const DIFFERENCES: &[Difference] = &[
    Difference {
        engine: "spidermonkey",
        script: "assert-source.js",
        on_node: "  assert['ok'](zero)\n",
        on_napkin: "  attempt(() => assert['ok'](zero))\n",
        reason: "it gives such a call the position of its line's first expression",
    },
    Difference {
        engine: "spidermonkey",
        script: "oxide.js",
        on_node: "nothing TypeError undefined Cannot convert undefined or null to object\n",
        on_napkin: "nothing TypeError undefined can't convert undefined to object\n",
        reason: "it names the one of the two that it is",
    },
    Difference {
        engine: "spidermonkey",
        script: "structured-clone.js",
        on_node: "- Error Error Error a    true message,stack true\n\
                  - RangeError RangeError RangeError r 1   true cause,message,stack true\n\
                  - Named Error Error m    true message,stack true\n\
                  - AggregateError Error Error g    true message,stack true\n\
                  - SyntaxError SyntaxError SyntaxError s    true message,stack true\n\
                  - URIError URIError URIError     true stack true\n\
                  - EvalError EvalError EvalError e    true message,stack true\n",
        on_napkin: "- Error Error Error a    true columnNumber,fileName,lineNumber,message,stack true\n\
                    - RangeError RangeError RangeError r 1   true cause,columnNumber,fileName,lineNumber,message,stack true\n\
                    - Named Error Error m    true columnNumber,fileName,lineNumber,message,stack true\n\
                    - AggregateError Error Error g    true columnNumber,fileName,lineNumber,message,stack true\n\
                    - SyntaxError SyntaxError SyntaxError s    true columnNumber,fileName,lineNumber,message,stack true\n\
                    - URIError URIError URIError     true columnNumber,fileName,lineNumber,stack true\n\
                    - EvalError EvalError EvalError e    true columnNumber,fileName,lineNumber,message,stack true\n",
        reason: OWN_PROPERTIES_OF_ERRORS,
    },
    Difference {
        engine: "spidermonkey",
        script: "util-inspect.js",
        on_node: "  [length]: 0,\n  [name]: 'f',\n  [prototype]: { [constructor]: [Circular *1] }\n}\n",
        on_napkin: "  [prototype]: { [constructor]: [Circular *1] },\n  [length]: 0,\n  [name]: 'f'\n}\n",
        reason: ORDER_OF_A_FUNCTIONS_PROPERTIES,
    },
    Difference {
        engine: "spidermonkey",
        script: "util-inspect.js",
        on_node: "  [length]: 0,\n  [name]: 'A',\n  [prototype]: { [constructor]: [Circular *1] },\n  x: 1\n}\n",
        on_napkin: "  [prototype]: { [constructor]: [Circular *1] },\n  x: 1,\n  [length]: 0,\n  [name]: 'A'\n}\n",
        reason: ORDER_OF_A_FUNCTIONS_PROPERTIES,
    },
    Difference {
        engine: "spidermonkey",
        script: "vm-contexts.js",
        on_node: "later [ 2, 2 ]\n",
        on_napkin: "later [ 2, undefined ]\n",
        reason: "it defines an undeclared variable on the global object without asking what is behind; \
                 the sandbox gets it when the next script of the context has run",
    },
    Difference {
        engine: "spidermonkey",
        script: "worker-ends.js",
        on_node: "| Unexpected token '{' |  | undefined | undefined |  | string | SyntaxError: Unexpected token '{' |",
        on_napkin: "| unexpected garbage after function body, starting with '{' |  | undefined | undefined |  | string | SyntaxError: unexpected garbage after function body, starting with '{' |",
        reason: "its compiler words its errors otherwise",
    },
];

/// What `script` is expected to print on the engine that is compiled in, from what Node printed.
pub fn expected(script: &str, on_node: &str) -> Result<String, String> {
    let engine = Engine::version().0;
    let mut expected = on_node.to_owned();
    for difference in DIFFERENCES {
        if difference.engine != engine || difference.script != script {
            continue;
        }
        let found = expected.matches(difference.on_node).count();
        if found != 1 {
            return Err(format!(
                "tests/support/engine_differences.rs expects this in Node's output of {script} \
                 once, found {found} times:\n{}",
                difference.on_node
            ));
        }
        expected = expected.replacen(difference.on_node, difference.on_napkin, 1);
    }
    Ok(expected)
}

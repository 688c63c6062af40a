//! The `engine` binding: what it tells of collections and keys agrees with what JavaScript sees.
//!
//! The previews read private structures of the engine: if another version of it has other ones,
//! these tests fail.

use napi_core::Runtime;

/// Runs a script in which `engine` is the binding; what it throws fails the test.
fn run(script: &str) {
    let runtime = Runtime::new().expect("a runtime");
    let outcome = runtime.enter(|scope| {
        let run = || {
            scope.set(scope.global(), "engine", scope.engine_binding()?)?;
            scope.evaluate(PRELUDE, "prelude.js")?;
            scope.evaluate(script, "test.js").map(drop)
        };
        run().map_err(|thrown| scope.describe(thrown))
    });
    if let Err(problem) = outcome {
        panic!("{problem}");
    }
}

const PRELUDE: &str = r"
    function same(actual, expected, what) {
        const text = (value) => JSON.stringify(value, (_, part) => (
            typeof part === 'symbol' || typeof part === 'undefined' ? String(part) : part));
        if (text(actual) !== text(expected)) {
            throw new Error(`${what}: ${text(actual)} instead of ${text(expected)}`);
        }
    }";

#[test]
fn previews_are_what_the_iterators_then_give() {
    run(r"
        const map = new Map([['a', 1], ['b', { c: 2 }], ['c', undefined], [4, 'd']]);
        const set = new Set(['x', { y: 1 }, 'z']);
        const kinds = {
            mapKeys: [() => map.keys(), false], mapValues: [() => map.values(), false],
            mapEntries: [() => map.entries(), true], map: [() => map[Symbol.iterator](), true],
            setKeys: [() => set.keys(), false], setValues: [() => set.values(), false],
            setEntries: [() => set.entries(), true],
        };
        for (const [kind, [make, pairs]] of Object.entries(kinds)) {
            for (let steps = 0; steps < 6; steps++) {
                const iterator = make();
                for (let i = 0; i < steps; i++) iterator.next();
                const preview = engine.previewEntries(iterator);
                const rest = [...iterator];
                same(preview, [pairs ? rest.flat(1) : rest, pairs], `${kind} after ${steps}`);
                same(engine.previewEntries(iterator), [[], pairs], `${kind} at its end`);
            }
        }");
}

#[test]
fn previews_see_changes_behind_and_before_the_iterator() {
    run(r"
        const map = new Map(Array.from({ length: 10 }, (_, i) => [i, -i]));
        const iterator = map.keys();
        iterator.next();
        iterator.next();
        map.delete(1); // where it stands
        map.delete(2); // where it goes
        map.delete(0);
        map.set(10, -10);
        same(engine.previewEntries(iterator), [[3, 4, 5, 6, 7, 8, 9, 10], false], 'after deletions');
        map.clear();
        map.set('new', 1);
        same(engine.previewEntries(iterator), [['new'], false], 'after clear');
        same([...iterator], ['new'], 'the iterator itself');");
}

#[test]
fn previews_keep_what_they_list_alive() {
    run(r"
        let iterator = new Set([{ kept: 1 }, ['also']]).values();
        const [values] = engine.previewEntries(iterator);
        iterator = undefined;
        engine.gc();
        same(values, [{ kept: 1 }, ['also']], 'values');");
}

#[test]
fn weak_collections_list_what_is_alive() {
    run(r"
        const [a, b] = [{ name: 'a' }, { name: 'b' }];
        // In functions of their own, so that no frame keeps what shall die.
        const map = (() => new WeakMap([[a, 1], [{ name: 'dead' }, 2], [b, 3]]))();
        const set = (() => new WeakSet([a, { name: 'dead' }]))();
        engine.gc();
        // Their order is the engine's.
        const [entries, paired] = engine.previewEntries(map);
        const inOrder = entries[0] === a ? entries : [...entries.slice(2), ...entries.slice(0, 2)];
        same([inOrder, paired], [[a, 1, b, 3], true], 'map');
        same(engine.previewEntries(set), [[a], false], 'set');");
}

#[test]
fn nothing_else_has_a_preview() {
    run(r"
        const others = [
            undefined, null, 1, 'x', Symbol(), {}, [], [1].values(), 'x'[Symbol.iterator](), new Map(),
            new Set(), (function* () {})(), new Proxy(new Map().keys(), {}), Object.create(new Map().keys()),
            new Map().keys().map((x) => x),
        ];
        for (const [index, value] of others.entries()) {
            same(engine.previewEntries(value) === undefined, true, `value ${index}`);
        }");
}

#[test]
fn keys_that_are_no_indices() {
    run(r"
        const tag = Symbol('tag');
        // A typed array refuses keys that look like numbers.
        function extend(list) {
            list.extra = 1;
            list['-1'] = 2;
            list['01'] = 3;
            list[4294967295] = 4;
            list[tag] = 5;
            Object.defineProperty(list, 'hidden', { value: 6 });
        }
        const sparse = [, 1, , 3];
        sparse[1000000] = 4;
        const samples = [
            [], [1, 2, 3], sparse, new Uint8Array(5), new Float64Array(3),
            new Uint8Array(new ArrayBuffer(4, { maxByteLength: 8 })), new Uint8ClampedArray(0),
        ];
        const isIndex = (key) => typeof key === 'string' && String(key >>> 0) === key && key >>> 0 !== 4294967295;
        for (const [index, sample] of samples.entries()) {
            same(engine.ownNonIndexKeys(sample, true), [], `bare sample ${index}`);
            extend(sample);
            const all = Reflect.ownKeys(sample).filter((key) => !isIndex(key));
            const enumerable = all.filter((key) => Object.prototype.propertyIsEnumerable.call(sample, key));
            same(engine.ownNonIndexKeys(sample, false), all, `all of sample ${index}`);
            same(engine.ownNonIndexKeys(sample, true), enumerable, `enumerable of sample ${index}`);
        }");
}

// Parts of `process` that packages look into: bindings, finalization, flags, features.
'use strict';

process.noDeprecation = true;

function attempt(fn) {
  try {
    return fn();
  } catch (error) {
    return `${error.name} ${error.code} ${error.message}`;
  }
}

console.log(process.binding('natives').fs !== undefined, process.binding('natives').nonsense);
console.log(process.binding('constants').os.signals.SIGTERM, process.binding('constants').fs.O_RDONLY);
console.log(process.binding('uv').errname(-2), process.binding('uv').UV_ENOENT);
console.log(process.binding('util').isDate(new Date()), Object.keys(process.binding('util')));
console.log(process.binding('config').bits, process.binding('config').isDebugBuild);
console.log(attempt(() => process.binding('nonsense')));

const flags = process.allowedNodeEnvironmentFlags;
console.log(flags instanceof Set, flags.has('--require'), flags.has('-r'), flags.has('--no_warnings'), flags.has('--nonsense'),
            flags.has('--stack-trace-limit=5'), flags.has('--title'), Object.isFrozen(flags));
console.log(process.features.require_module, process.features.uv, process.features.debug, process.features.ipv6);
console.log(/^\d+\.\d+\.\d+$/.test(process.versions.uv), process.permission, process.sourceMapsEnabled);
console.log(attempt(() => process.finalization.register(5, () => {})));

const kept = { name: 'kept' };
const gone = { name: 'gone' };
process.finalization.register(kept, (object, event) => console.log(object.name, event, object === kept));
process.finalization.registerBeforeExit(kept, (object, event) => console.log(object.name, event));
process.finalization.register(gone, () => console.log('never'));
process.finalization.unregister(gone);

// util.getCallSites: structured frames of the stack above a function; and whose code is calling.
'use strict';

function describe(site) {
  const columnNumber = site.getColumnNumber();
  return {
    __proto__: null,
    functionName: site.getFunctionName() ?? '',
    scriptId: '0',
    scriptName: site.getFileName() ?? '',
    lineNumber: site.getLineNumber(),
    columnNumber,
    column: columnNumber,
  };
}

// Some engines count the frames that are cut off towards the limit.
const FRAMES_CUT_OFF = 20;

function captureCallSites(count, above) {
  const { prepareStackTrace, stackTraceLimit } = Error;
  const holder = {};
  try {
    Error.stackTraceLimit = count + FRAMES_CUT_OFF;
    Error.prepareStackTrace = (error, sites) => sites.slice(0, count).map(describe);
    Error.captureStackTrace(holder, above);
    // Engines may ask for the frames only when the stack is read.
    return holder.stack;
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
    Error.stackTraceLimit = stackTraceLimit;
  }
}

const SEARCHED_FRAMES = 100;

// Whether the nearest caller that is no built-in is a file of an installed package, whose users cannot mend it:
// they are spared deprecation warnings.
function isInsideNodeModules() {
  const sites = captureCallSites(SEARCHED_FRAMES, isInsideNodeModules) ?? [];
  const caller = sites.find(({ scriptName }) => scriptName && !scriptName.startsWith('node:'));
  return caller !== undefined && /[/\\]node_modules[/\\]/.test(caller.scriptName);
}

module.exports = { captureCallSites, isInsideNodeModules };

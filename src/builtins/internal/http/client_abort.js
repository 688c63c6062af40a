// A request that an AbortSignal can end.
'use strict';

const { AbortError } = require('internal/http/errors');
const { validateAbortSignal } = require('internal/validators');

function listen(request, signal) {
  validateAbortSignal(signal, 'signal');
  const abort = () => request.destroy(new AbortError(undefined, { cause: signal.reason }));
  if (signal.aborted) {
    abort();
    return;
  }
  const { addAbortListener } = require('events');
  const listener = addAbortListener(signal, abort);
  request.once('close', () => listener[Symbol.dispose]());
}

module.exports = { listen };

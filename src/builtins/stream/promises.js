// node:stream/promises.
'use strict';

module.exports = {
  finished(stream, opts) {
    return require('internal/streams/finished').finishedPromise(stream, opts);
  },
  pipeline(...streams) {
    return require('internal/streams/pipeline').pipelinePromise(...streams);
  },
};

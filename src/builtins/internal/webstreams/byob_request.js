// ReadableStreamBYOBRequest: the buffer that a byte source is asked to fill.
'use strict';

const { codes } = require('internal/errors');
const { inspectAs, invalidState, kInspect, kState, makeEnumerable, stateOf } =
  require('internal/webstreams/shared');
const answers = require('internal/webstreams/byob_answers');

const KIND = 'ReadableStreamBYOBRequest';
const kCreate = Symbol('create');

class ReadableStreamBYOBRequest {
  constructor(token = undefined, controller, view) {
    if (token !== kCreate) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
    this[kState] = { kind: KIND, controller, view };
  }

  get view() {
    return stateOf(this, KIND).view;
  }

  respond(bytesWritten) {
    const { controller, view } = stateOf(this, KIND);
    if (controller === undefined) throw invalidState('This BYOB request has been invalidated');
    if (view.buffer.detached) throw invalidState('Viewed ArrayBuffer is detached');
    const count = +bytesWritten;
    if (!Number.isFinite(count) || count < 0) throw new codes.ERR_INVALID_ARG_VALUE('bytesWritten', bytesWritten);
    answers.respond(controller[kState], Math.trunc(count));
  }

  respondWithNewView(view) {
    const { controller } = stateOf(this, KIND);
    if (controller === undefined) throw invalidState('This BYOB request has been invalidated');
    if (!ArrayBuffer.isView(view)) {
      throw new codes.ERR_INVALID_ARG_TYPE('view', ['Buffer', 'TypedArray', 'DataView'], view);
    }
    if (view.buffer.detached) throw invalidState('Viewed ArrayBuffer is detached');
    answers.respondWithNewView(controller[kState], view);
  }

  [kInspect](depth, options) {
    const { view, controller } = stateOf(this, KIND);
    return inspectAs(this.constructor.name, depth, options, { view, controller });
  }
}
makeEnumerable(ReadableStreamBYOBRequest.prototype, KIND, ['view', 'respond', 'respondWithNewView']);

module.exports = {
  ReadableStreamBYOBRequest,
  createRequest: (controller, view) => new ReadableStreamBYOBRequest(kCreate, controller, view),
};

// Event, EventTarget, AbortController and AbortSignal.
'use strict';

function attempt(label, run) {
  try {
    console.log(label, String(run()));
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

{
  const target = new EventTarget();
  const log = [];
  const listener = { handleEvent(event) { log.push(`object ${event.type} ${this === listener}`); } };
  function f(event) { log.push(`f ${event.eventPhase} ${event.target === target} ${event.currentTarget === target}`); }
  target.addEventListener('x', f);
  target.addEventListener('x', f);
  target.addEventListener('x', f, true);
  target.addEventListener('x', listener, { once: true });
  console.log(target.dispatchEvent(new Event('x')), target.dispatchEvent(new Event('x')), log.join(' | '));
  target.removeEventListener('x', f);
  target.removeEventListener('x', f, { capture: true });
  log.length = 0;
  target.dispatchEvent(new Event('x'));
  console.log(log.length);
  target.addEventListener('y', (event) => event.preventDefault());
  console.log(target.dispatchEvent(new Event('y')), target.dispatchEvent(new Event('y', { cancelable: true })));
  target.addEventListener('z', (event) => event.preventDefault(), { passive: true });
  console.log(target.dispatchEvent(new Event('z', { cancelable: true })));
  const order = [];
  target.addEventListener('w', () => { order.push(1); target.addEventListener('w', () => order.push('late'), { once: true }); });
  target.addEventListener('w', (event) => { order.push(2); event.stopImmediatePropagation(); });
  target.addEventListener('w', () => order.push(3));
  target.dispatchEvent(new Event('w'));
  console.log(order.join());
  const late = new EventTarget();
  late.addEventListener('v', () => { order.push('first'); late.addEventListener('v', () => order.push('last')); });
  late.dispatchEvent(new Event('v'));
  console.log(order.join());
  const controller = new AbortController();
  target.addEventListener('q', () => order.push('q'), { signal: controller.signal });
  target.dispatchEvent(new Event('q'));
  controller.abort();
  target.dispatchEvent(new Event('q'));
  console.log(order.join());
}

{
  const event = new Event('type', { bubbles: true, cancelable: true, composed: true });
  console.log(event.type, event.bubbles, event.cancelable, event.composed, event.defaultPrevented, event.returnValue,
              event.cancelBubble, event.eventPhase, event.target, event.srcElement, event.composedPath().length,
              event.isTrusted, typeof event.timeStamp, Object.prototype.toString.call(event));
  event.returnValue = false;
  event.cancelBubble = true;
  event.initEvent('other');
  console.log(event.type, event.defaultPrevented, event.cancelBubble, event.bubbles);
  console.log(Event.NONE, Event.CAPTURING_PHASE, Event.AT_TARGET, Event.BUBBLING_PHASE);
  const names = [];
  for (const name in event) names.push(name);
  console.log(names.sort().join());
  console.log(new CustomEvent('c', { detail: 5 }).detail, new CustomEvent('c').detail);
}
attempt('no type', () => new Event());
attempt('bad options', () => new Event('x', 5));
attempt('few arguments', () => new EventTarget().addEventListener('x'));
attempt('bad listener', () => new EventTarget().addEventListener('x', 5));
attempt('bad this', () => EventTarget.prototype.addEventListener.call({}, 'x', () => {}));
attempt('no event', () => new EventTarget().dispatchEvent());
attempt('bad event', () => new EventTarget().dispatchEvent({ type: 'x' }));
attempt('bad getter', () => Object.getOwnPropertyDescriptor(Event.prototype, 'type').get.call({}));
attempt('no custom type', () => new CustomEvent());
attempt('recursion', () => {
  const target = new EventTarget();
  let caught;
  target.addEventListener('x', (event) => { try { target.dispatchEvent(event); } catch (error) { caught = error.message; } });
  target.dispatchEvent(new Event('x'));
  return caught;
});

{
  const controller = new AbortController();
  const { signal } = controller;
  const log = [];
  signal.onabort = function(event) { log.push(`onabort ${event.type} ${event.isTrusted} ${this === signal}`); };
  signal.addEventListener('abort', () => log.push('listener'));
  console.log(signal.aborted, signal.reason, typeof signal.onabort, signal === controller.signal);
  signal.throwIfAborted();
  controller.abort();
  controller.abort('again');
  console.log(signal.aborted, signal.reason.name, signal.reason.code, signal.reason.message, log.join(' | '));
  attempt('throwIfAborted', () => signal.throwIfAborted());
  signal.onabort = 5;
  console.log(signal.onabort, Object.prototype.toString.call(signal), Object.prototype.toString.call(controller));
  const other = new AbortController();
  other.abort({ own: 'reason' });
  console.log(other.signal.reason.own);
  console.log(AbortSignal.abort().reason.name, AbortSignal.abort(7).reason, AbortSignal.abort(undefined).reason.name);
}
{
  const first = new AbortController();
  const second = new AbortController();
  const any = AbortSignal.any([first.signal, second.signal]);
  const nested = AbortSignal.any([any, AbortSignal.any([])]);
  const log = [];
  any.addEventListener('abort', () => log.push(`any ${nested.aborted}`));
  nested.addEventListener('abort', () => log.push('nested'));
  first.signal.addEventListener('abort', () => log.push(`first ${any.aborted} ${nested.aborted}`));
  console.log(any.aborted, nested.aborted);
  first.abort('one');
  second.abort('two');
  console.log(any.reason, nested.reason, log.join(' | '));
  console.log(AbortSignal.any([AbortSignal.abort('a'), AbortSignal.abort('b')]).reason, AbortSignal.any([]).aborted);
}
attempt('new AbortSignal', () => new AbortSignal());
attempt('bad delay', () => AbortSignal.timeout(-1));
attempt('bad delay type', () => AbortSignal.timeout('1'));
attempt('bad signals', () => AbortSignal.any());
attempt('bad signal', () => AbortSignal.any([{}]));
attempt('bad aborted', () => Object.getOwnPropertyDescriptor(AbortSignal.prototype, 'aborted').get.call({}));

{
  const error = new DOMException('text', 'DataCloneError');
  console.log(error.name, error.code, error.message, error instanceof Error, String(error), Object.prototype.toString.call(error),
              DOMException.ABORT_ERR, error.TIMEOUT_ERR, typeof error.stack);
  const caused = new DOMException('text', { name: 'X', cause: 5 });
  console.log(caused.name, caused.code, caused.cause, Object.keys(caused).join(), new DOMException().name, new DOMException().message);
}

const timeout = AbortSignal.timeout(5);
timeout.addEventListener('abort', () => {
  console.log('timeout', timeout.reason.name, timeout.reason.code, timeout.reason.message);
});
setTimeout(() => {}, 100);

import { log } from './log.mjs';
log('first');
process.nextTick(() => log('tick of first'));
Promise.resolve().then(() => log('promise of first'));

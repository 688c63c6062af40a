import { log } from './log.mjs';
log('after does not wait');

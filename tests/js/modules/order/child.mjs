import { log } from './log.mjs';
log('child begins');
await null;
log('child ends');

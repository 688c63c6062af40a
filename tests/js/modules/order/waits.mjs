import './child.mjs';
import { log } from './log.mjs';
log('waits begins');
await 0;
log('waits goes on');
await new Promise((resolve) => { setTimeout(resolve, 1); });
log('waits ends');

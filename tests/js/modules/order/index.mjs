import './first.mjs';
import './waits.mjs';
import './after.mjs';
import { log } from './log.mjs';
log('index');

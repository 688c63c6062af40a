import { createRequire } from 'node:module';
import './early.mjs';
import fromCommonJS from './uses-late.cjs';
import { value } from './late.mjs';
const require = createRequire(import.meta.url);
let message;
try {
  require('./entry.mjs');
} catch ({ code }) {
  message = code;
}
export const error = message;
export const late = [fromCommonJS, value];

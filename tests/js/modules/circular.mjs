export { loop } from './circular.mjs';

export { missing } from './plain.mjs';

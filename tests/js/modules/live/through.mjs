export * from './counter.mjs';
export { count as renamed, default } from './counter.mjs';
export * as counter from './counter.mjs';

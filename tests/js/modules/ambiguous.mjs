export * from './plain.mjs';
export * from './other-x.mjs';

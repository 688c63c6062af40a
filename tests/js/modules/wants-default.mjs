import anything from './plain.mjs';

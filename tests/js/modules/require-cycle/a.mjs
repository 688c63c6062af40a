import './b.cjs';
export const a = 'a';

export const meta = import.meta;
export const plain = () => import('./plain.mjs');

export const b = 'd';

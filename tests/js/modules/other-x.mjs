export const x = 'other';

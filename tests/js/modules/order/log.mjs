export const log = (...words) => console.log('order', ...words);

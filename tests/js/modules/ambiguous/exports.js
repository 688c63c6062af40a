export const found = 'by export';

export const early = 1;
throw new TypeError('thrown by a module');

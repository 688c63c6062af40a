import c from './c.cjs'; export const b = [c, 'b'].join();

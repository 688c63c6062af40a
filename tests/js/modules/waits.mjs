console.log('this runs only when imported');
export const value = await Promise.resolve('waited for');

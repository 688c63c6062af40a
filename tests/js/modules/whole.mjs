const value = 7;
export { value as 'module.exports' };

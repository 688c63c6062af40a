export let count = 0;
export const bump = () => ++count;
export { count as 'odd name', bump as default };

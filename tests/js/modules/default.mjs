export default 5;
export const z = 1;

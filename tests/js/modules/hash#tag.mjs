export default 'with a hash';

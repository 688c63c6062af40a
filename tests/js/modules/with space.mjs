export default 'with a space';

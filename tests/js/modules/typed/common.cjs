module.exports = 'typed';

import path from 'path';
console.log('detected', typeof path.join, typeof require, this);

// Calls functions that are there only to say that they are not, `module:name` each, and prints those that say so.
'use strict';

function throwsAbsence(id, name) {
  try {
    require(`node:${id}`)[name](2 ** 20);
  } catch (error) {
    return error.code === 'ERR_METHOD_NOT_IMPLEMENTED';
  }
  return false;
}

const asked = process.argv.slice(2).map((pair) => pair.split(':'));
console.log(JSON.stringify(asked.filter(([id, name]) => throwsAbsence(id, name)).map((pair) => pair.join(':'))));

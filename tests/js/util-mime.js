// util.MIMEType and util.MIMEParams.
'use strict';

const { MIMEType, MIMEParams } = require('util');

function attempt(fn) {
  try {
    return fn();
  } catch (error) {
    return `${error.name} ${error.code} ${error.message}`;
  }
}

const texts = [
  'text/plain', ' TEXT/HTML ; charset=utf-8', 'text/plain;charset=gbk;x=y;charset=utf-8', 'a/b;x="y z\\"q"', 'a/b;x="unclosed',
  'a/b;x="a\\', 'a/b; ;x=;y=1;=2;z', 'a/b;X=1', 'x/x;bad name=1;ok=2', 'a/b;v=€', 'a/b;v="q"junk;w=1', 'a/b  ;c=d', 'a/b;a="";c=d',
  '', 'a', '/b', 'a/', 'a b/c', 'a/b c', 'é/x', 'a/b;\tx=y\r\n',
];
for (const text of texts) {
  console.log(JSON.stringify(text), attempt(() => {
    const type = new MIMEType(text);
    return [String(type), type.type, type.subtype, type.essence, [...type.params], JSON.stringify(type)];
  }), String(MIMEType.parse(text)));
}
const type = new MIMEType('a/b;c=d');
type.type = 'TEXT';
type.subtype = 'HTML';
console.log(String(type), attempt(() => {
  type.type = '';
}), attempt(() => {
  type.subtype = 'x y';
}));
const params = new MIMEParams();
params.set('Charset', 'utf-8');
params.set('quoted', 'a "b" \\');
params.set('empty', '');
console.log(String(params), params.get('CHARSET'), params.has('charset'), params.get('none'), [...params.keys()], [...params.values()]);
params.delete('charset');
console.log([...params.entries()], JSON.stringify(params));
console.log(attempt(() => params.set('', 'x')), attempt(() => params.set('a b', 'x')), attempt(() => params.set('a', '€')));

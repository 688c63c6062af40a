// A connection that an agent keeps for later does not keep the program alive, nor does its timeout.
'use strict';
const http = require('http');
const { spawn } = require('child_process');

const script = `
  require('http').get({ port: process.argv[1] }, (res) => {
    res.resume();
    res.on('end', () => console.log('end', res.headers['keep-alive']));
  });
  process.on('exit', () => console.log('exit'));`;

const server = http.createServer((req, res) => res.end('x'));
// Longer than any test may take.
server.keepAliveTimeout = 600_000;
server.listen(0, () => {
  const child = spawn(process.execPath, ['-e', script, String(server.address().port)]);
  child.stdout.on('data', (data) => process.stdout.write(data));
  child.on('close', (code) => {
    console.log(code);
    server.close();
    server.closeAllConnections();
  });
});

// node:https: requests through agents that keep connections and sessions, refusals, and the other arguments.
'use strict';
const fs = require('fs');
const https = require('https');
const net = require('net');
const path = require('path');

const pem = (name) => fs.readFileSync(path.join(__dirname, 'certificates', `${name}.pem`));
const ca = pem('authority');

function ask(input, options, body) {
  return new Promise((resolve) => {
    const req = https.request(input, options, (res) => {
      const { socket } = res;
      let text = '';
      res.setEncoding('utf8');
      res.on('data', (data) => { text += data; });
      res.on('end', () => {
        console.log(res.statusCode, text, socket.authorized, req.reusedSocket, socket.isSessionReused());
      });
    });
    req.on('error', (error) => console.log(error.code));
    req.on('close', resolve);
    req.end(body);
  });
}

const server = https.createServer({ cert: pem('leaf'), key: pem('leaf-key') }, (req, res) => {
  console.log(req.method, req.url, req.socket.encrypted, req.socket.getProtocol(), req.socket.servername);
  req.pipe(res);
});

server.listen(0, async () => {
  const { port } = server.address();
  const options = { port, servername: 'agent.example', method: 'POST' };
  const agent = new https.Agent({ keepAlive: true, ca });
  await ask({ ...options, agent }, undefined, 'one');
  await ask({ ...options, agent }, undefined, 'two');
  await ask({ ...options, ca }, undefined, 'three');
  await ask(options, undefined, 'refused');
  await ask({ ...options, rejectUnauthorized: false, agent: false }, undefined, 'whoever');
  await ask({ ...options, agent, servername: 'x.example' }, undefined, 'misnamed');
  await ask(`https://localhost:${port}/url?q`, { ca }, undefined);
  await ask(new URL(`https://localhost:${port}/url`), { ca, agent: new https.Agent() }, undefined);
  console.log(Object.keys(agent.sockets).length, Object.values(agent.freeSockets).flat().length);
  console.log(agent.getName({ host: 'a', servername: 'b', rejectUnauthorized: false, ca: 'x', port: 1 }));
  agent.destroy();
  https.globalAgent.destroy();
  await new Promise((resolve) => server.close(resolve));

  const plain = net.createServer((socket) => socket.on('error', () => {}).end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  await new Promise((resolve) => plain.listen(0, resolve));
  await ask({ port: plain.address().port }, undefined);
  plain.close();
  for (const wrong of [{ protocol: 'http:' }, { agent: 5 }]) {
    try {
      https.request(wrong);
    } catch (error) {
      console.log(error.code, error.message);
    }
  }
  console.log(https.globalAgent.defaultPort, https.globalAgent.protocol, new https.Server() instanceof require('tls').Server);
});

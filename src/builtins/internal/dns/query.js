// Asking DNS servers: one after another, again when they do not answer, by TCP what is too long for UDP.
//
// Invariants: a query ends once, with an answer or the code of an error; then nothing of it is open.
'use strict';

const { Buffer } = require('buffer');
const { BadResponse, decodeAnswer, encodeName, encodeQuestion } = require('internal/dns/wire');

const TIMEOUT = 2000;
const TRIES = 3;
// The codes of a response, by their number; other numbers are bad responses.
const RCODES = [null, 'EFORMERR', 'ESERVFAIL', 'ENOTFOUND', 'ENOTIMP', 'EREFUSED'];
// After these another server may know better.
const TEMPORARY = new Set(['ESERVFAIL', 'ENOTIMP', 'EREFUSED', 'ECONNREFUSED', 'ETIMEOUT', 'EBADRESP']);

class Query {
  #channel;
  #name;
  #type;
  #done;
  #attempt = 0;
  #extended = true;
  #stopAttempt = null;
  #lastCode = 'ECONNREFUSED';

  // `channel` has servers, timeout, tries, maxTimeout, local4 and local6; `done(code, records)` follows in another turn.
  constructor(channel, name, type, done) {
    this.#channel = channel;
    this.#type = type;
    this.#done = done;
    this.#name = encodeName(name);
    channel.queries.add(this);
    if (this.#name === undefined) this.end('EBADNAME');
    else if (channel.servers.length === 0) this.end('ESERVFAIL');
    else this.#try();
  }

  end(code, records) {
    if (this.#done === null) return;
    setImmediate(this.#done, code, records);
    this.#done = null;
    this.#stopAttempt?.();
    this.#channel.queries.delete(this);
  }

  get #tries() {
    return this.#channel.tries ?? TRIES;
  }

  // How long this attempt may take: longer from round to round.
  #timeout() {
    const { servers, timeout, maxTimeout } = this.#channel;
    const round = Math.floor(this.#attempt / servers.length);
    const time = (timeout >= 0 ? timeout : TIMEOUT) * 2 ** round;
    return maxTimeout > 0 ? Math.min(time, maxTimeout) : time;
  }

  #try(overTCP = false) {
    const { servers } = this.#channel;
    if (this.#attempt >= servers.length * this.#tries) {
      this.end(this.#lastCode);
      return;
    }
    const server = servers[this.#attempt % servers.length];
    const id = require('crypto').randomInt(0x10000);
    const question = encodeQuestion(id, this.#name, this.#type, this.#extended);
    let isOver = false;
    const finish = (code, answer) => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      this.#stopAttempt = null;
      close();
      if (this.#done !== null) this.#conclude(code, answer, overTCP);
    };
    const receive = (bytes) => {
      try {
        const answer = decodeAnswer(bytes, id, question);
        if (answer !== undefined) finish(RCODES[answer.rcode] === undefined ? 'EBADRESP' : RCODES[answer.rcode], answer);
      } catch (error) {
        if (!(error instanceof BadResponse)) throw error;
        finish('EBADRESP');
      }
    };
    const timer = setTimeout(finish, this.#timeout(), 'ETIMEOUT');
    const send = overTCP ? sendByTCP : sendByUDP;
    const close = send(this.#channel, server, question, receive, () => finish('ECONNREFUSED'));
    this.#stopAttempt = () => finish('ECANCELLED');
  }

  #conclude(code, answer, overTCP) {
    if (code === 'EFORMERR' && this.#extended) {
      // An old server: it gets the question as it was before there were extensions.
      this.#extended = false;
      this.#try(overTCP);
    } else if (code === null && answer.isTruncated && !overTCP) {
      this.#try(true);
    } else if (TEMPORARY.has(code)) {
      this.#lastCode = code;
      this.#attempt++;
      this.#try();
    } else {
      this.end(code, answer?.records);
    }
  }
}

// Both give a function that closes what they opened.

function sendByUDP(channel, server, question, receive, fail) {
  const { createSocket } = require('dgram');
  const socket = createSocket(server.family === 6 ? 'udp6' : 'udp4');
  let isClosed = false;
  const close = () => {
    if (isClosed) return;
    isClosed = true;
    socket.close();
  };
  socket.on('message', receive);
  socket.on('error', fail);
  try {
    const address = server.family === 6 ? channel.local6 : channel.local4;
    if (address !== undefined) socket.bindSync({ address });
    socket.connectSync(server.port, server.address);
    socket.send(question, (error) => {
      if (error) fail();
    });
  } catch {
    process.nextTick(fail);
  }
  return close;
}

function sendByTCP(channel, server, question, receive, fail) {
  const localAddress = server.family === 6 ? channel.local6 : channel.local4;
  const socket = require('net').connect({ host: server.address, port: server.port, localAddress });
  let received = Buffer.alloc(0);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(question.length);
  socket.write(Buffer.concat([length, question]));
  socket.on('data', (part) => {
    received = Buffer.concat([received, part]);
    while (received.length >= 2 && received.length >= 2 + received.readUInt16BE(0)) {
      const end = 2 + received.readUInt16BE(0);
      receive(received.subarray(2, end));
      received = received.subarray(end);
    }
  });
  socket.on('error', fail);
  socket.on('end', fail);
  return () => socket.destroy();
}

module.exports = { Query };

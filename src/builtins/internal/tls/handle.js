// TLSHandle: what a TLSSocket has as its handle. Between the socket's bytes and those of the stream under it stands a
// native session.
//
// It has the methods of the handles of `internal/handles`, so that net.Socket reads and writes as ever. The stream is a
// net.Socket or any Duplex; it is closed with the handle. Owners hear by `onhello`, `onready`, `onfailure`, `onstreamend`.
'use strict';

const { Buffer } = require('buffer');
const native = internalBinding('tls');

class TLSHandle {
  isStreamBase = true;
  reading = false;
  bytesRead = 0;
  bytesWritten = 0;
  onread = undefined;
  onhello = undefined;
  onready = undefined;
  onfailure = undefined;
  onsecure = undefined;
  onprogress = undefined;
  onstreamend = undefined;
  isReady = false;
  // The stream has ended, or the other side has said that it is done.
  #isEnded = false;
  #endIsTold = false;
  #hasFailed = false;
  // Writes that wait for the end of the handshake.
  #waiting = [];
  #isClosed = false;

  constructor(stream, session) {
    this.stream = stream;
    this.session = session;
    stream.on('data', (chunk) => this.receive(chunk));
    stream.on('end', () => this.#streamEnded());
  }

  // ----- from the network -----

  receive(bytes) {
    if (this.#isClosed || this.#hasFailed) return;
    this.#proceed(native.receive(this.session, bytes));
  }

  // What the session makes of what came.
  #proceed(failure) {
    if (failure === undefined && !this.isReady && native.isReady(this.session)) {
      // The owner may refuse the other side, which then gets no more of the handshake.
      this.isReady = true;
      this.onready?.();
      if (this.#isClosed) return;
      this.flush();
      this.#writeWaiting();
      this.onsecure?.();
      this.#deliver();
      return;
    }
    this.flush();
    if (failure !== undefined) {
      this.#hasFailed = true;
      // What came before it is still good.
      if (this.isReady) this.#deliver();
      this.#tellFailure(failure);
      return;
    }
    if (!this.isReady) {
      const hello = this.onhello === undefined ? undefined : native.hello(this.session);
      if (hello !== undefined) {
        const { onhello } = this;
        this.onhello = undefined;
        onhello(hello);
        return;
      }
      return;
    }
    this.onprogress?.();
    this.#deliver();
  }

  #tellFailure(failure) {
    const error = require('internal/tls/errors').failure(failure);
    // Who has written hears of it as the end of the write.
    if (this.#waiting.length > 0 && this.#waiting[0][1] !== undefined) {
      const told = new Error(`write EPROTO ${error.message}`);
      told.errno = internalBinding('uv').UV_EPROTO;
      told.code = 'EPROTO';
      told.syscall = 'write';
      this.onfailure?.(told);
      return;
    }
    this.onfailure?.(error);
  }

  // A server goes on with this context.
  choose(context, protocols, asksForCertificate, needsCertificate) {
    if (this.#isClosed) return;
    this.#proceed(native.choose(this.session, context.native, protocols, asksForCertificate, needsCertificate));
  }

  #deliver() {
    while (this.reading && !this.#isClosed) {
      const plain = native.read(this.session);
      if (plain === undefined) break;
      this.bytesRead += plain.length;
      this.onread(plain.length, plain);
    }
    if (!this.#isClosed && !this.#isEnded && native.isEnded(this.session)) this.#isEnded = true;
    this.#tellEnd();
  }

  #tellEnd() {
    if (!this.#isEnded || this.#endIsTold || !this.reading || this.#isClosed) return;
    this.#endIsTold = true;
    this.reading = false;
    this.onread(internalBinding('uv').UV_EOF, undefined);
  }

  #streamEnded() {
    if (this.#isClosed) return;
    this.#isEnded = true;
    if (this.isReady) this.#deliver();
    else this.#tellEnd();
    if (!this.isReady) this.onstreamend?.();
  }

  readStart() {
    if (this.#isClosed) return internalBinding('uv').UV_EBADF;
    this.reading = true;
    this.stream.resume();
    // Not within the call: whoever asked is not ready yet.
    if (this.isReady) process.nextTick(() => this.#deliver());
    return 0;
  }

  readStop() {
    this.reading = false;
    if (this.isReady && !this.#isClosed) this.stream.pause();
    return 0;
  }

  // ----- to the network -----

  // Sends what the session has for the network; `done(error)` when the stream has taken it.
  flush(done) {
    const sealed = native.output(this.session);
    if (sealed === undefined || this.stream.destroyed || !this.stream.writable) {
      if (done !== undefined) process.nextTick(done, null);
      return;
    }
    this.stream.write(sealed, done);
  }

  #write(request, bytes) {
    request.bytes = bytes.byteLength;
    request.async = true;
    this.bytesWritten += bytes.byteLength;
    if (this.isReady) this.#seal(request, bytes);
    else this.#waiting.push([request, bytes]);
    return 0;
  }

  #seal(request, bytes) {
    native.write(this.session, bytes);
    this.flush((error) => {
      if (error) this.onfailure?.(error);
      else request.oncomplete?.(0, this, undefined);
    });
  }

  #writeWaiting() {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const [request, bytes] of waiting) {
      if (bytes === undefined) this.#end(request);
      else this.#seal(request, bytes);
    }
  }

  writeBuffer(request, buffer) {
    return this.#write(request, buffer);
  }

  writev(request, chunks, areBuffers) {
    const list = [];
    if (areBuffers) {
      list.push(...chunks);
    } else {
      for (let i = 0; i < chunks.length; i += 2) {
        const chunk = chunks[i];
        list.push(typeof chunk === 'string' ? Buffer.from(chunk, chunks[i + 1]) : chunk);
      }
    }
    return this.#write(request, Buffer.concat(list));
  }

  writeUtf8String(request, text) {
    return this.#write(request, Buffer.from(text, 'utf8'));
  }

  writeAsciiString(request, text) {
    return this.#write(request, Buffer.from(text, 'latin1'));
  }

  writeLatin1String(request, text) {
    return this.#write(request, Buffer.from(text, 'latin1'));
  }

  writeUcs2String(request, text) {
    return this.#write(request, Buffer.from(text, 'utf16le'));
  }

  get writeQueueSize() {
    return this.stream.writableLength ?? 0;
  }

  shutdown(request) {
    if (this.isReady || this.#hasFailed) this.#end(request);
    else this.#waiting.push([request, undefined]);
    return 0;
  }

  #end(request) {
    native.close(this.session);
    this.flush();
    const { stream } = this;
    if (stream.destroyed || !stream.writable) process.nextTick(() => request.oncomplete?.(0, this, undefined));
    else stream.end(() => request.oncomplete?.(0, this, undefined));
  }

  close(closed) {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.reading = false;
    const { stream } = this;
    if (stream.destroyed) {
      // After what is told about the stream's own end.
      if (closed) setImmediate(closed);
      return;
    }
    if (closed) stream.once('close', () => closed());
    // An alert that is on its way is sent first.
    if (stream.writableLength > 0 && !stream.writableEnded && !stream.connecting) {
      stream.end();
      stream.once('finish', () => stream.destroy());
      stream.once('error', () => stream.destroy());
    } else {
      stream.destroy();
    }
  }

  // ----- what only the stream knows -----

  ref() {
    this.stream.ref?.();
  }

  unref() {
    this.stream.unref?.();
  }

  hasRef() {
    return this.stream._handle?.hasRef?.() ?? true;
  }

  getAsyncId() {
    return this.stream._handle?.getAsyncId?.() ?? -1;
  }

  get fd() {
    return this.stream._handle?.fd ?? -1;
  }

  getpeername(out) {
    return this.stream._handle?.getpeername?.(out) ?? -1;
  }

  getsockname(out) {
    return this.stream._handle?.getsockname?.(out) ?? -1;
  }

  setNoDelay(enable) {
    this.stream.setNoDelay?.(enable);
  }

  setKeepAlive(enable, seconds) {
    this.stream.setKeepAlive?.(enable, seconds * 1000);
  }
}

module.exports = { TLSHandle };

// What `fetch` publishes on the channels of undici (node:diagnostics_channel): tracers listen there, and add headers to
// a request before it is sent.
'use strict';

const { channel } = require('diagnostics_channel');

const CREATE = channel('undici:request:create');
const SEND_HEADERS = channel('undici:client:sendHeaders');
const BODY_SENT = channel('undici:request:bodySent');
const HEADERS = channel('undici:request:headers');
const TRAILERS = channel('undici:request:trailers');
const ERROR = channel('undici:request:error');

class PublishedRequest {
  constructor(request, url, headers) {
    this.method = request.method;
    this.path = url.pathname + url.search;
    this.body = request.body;
    this.completed = false;
    this.aborted = false;
    this.upgrade = false;
    this.origin = url.origin;
    this.protocol = url.protocol;
    this.contentLength = request.body?.length ?? null;
    // Names and values in a row.
    this.headers = headers;
  }

  addHeader(name, value) {
    this.headers.push(`${name}`, `${value}`);
    return this;
  }
}

function headText({ method, path, headers }) {
  let text = `${method} ${path} HTTP/1.1\r\n`;
  for (let i = 0; i < headers.length; i += 2) text += `${headers[i]}: ${headers[i + 1]}\r\n`;
  return text;
}

// The publisher of one exchange, or undefined while nobody listens. `headers` is the list that will be sent: what
// listeners add to it is sent, too.
function publisher(request, url, headers) {
  const all = [CREATE, SEND_HEADERS, BODY_SENT, HEADERS, TRAILERS, ERROR];
  if (!all.some((one) => one.hasSubscribers)) return undefined;
  const published = new PublishedRequest(request, url, headers);
  CREATE.publish({ request: published });
  return {
    sent(socket) {
      SEND_HEADERS.publish({ request: published, headers: headText(published), socket });
    },
    bodySent() {
      BODY_SENT.publish({ request: published });
    },
    answered(message) {
      const { statusCode, statusMessage: statusText, rawHeaders } = message;
      const raw = rawHeaders.map((text) => Buffer.from(text, 'latin1'));
      HEADERS.publish({ request: published, response: { statusCode, headers: raw, statusText } });
      message.once('end', () => {
        published.completed = true;
        const trailers = message.rawTrailers.map((text) => Buffer.from(text, 'latin1'));
        TRAILERS.publish({ request: published, trailers });
      });
    },
    failed(error) {
      published.aborted = true;
      ERROR.publish({ request: published, error });
    },
  };
}

module.exports = { publisher };

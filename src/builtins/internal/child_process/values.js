// Messages of the serialization 'advanced': v8.serialize with a length before it, and with errors and other objects that
// v8.serialize leaves to its users written as what their properties say.
'use strict';

const { Buffer } = require('buffer');
const { DefaultSerializer } = require('internal/v8/serializer');
const { DefaultDeserializer } = require('internal/v8/deserializer');

const VIEW = 0;
const OTHER = 1;

class MessageSerializer extends DefaultSerializer {
  _writeHostObject(object) {
    this.writeUint32(VIEW);
    super._writeHostObject(object);
  }
}

class MessageDeserializer extends DefaultDeserializer {
  _readHostObject() {
    return this.readUint32() === OTHER ? this.readValue() : super._readHostObject();
  }
}

function serializeMessage(message) {
  const serializer = new MessageSerializer();
  serializer.writeRawBytes(Buffer.alloc(4));
  serializer.writeHeader();
  serializer.writeValue(message);
  const bytes = serializer.releaseBuffer();
  bytes.writeUInt32BE(bytes.length - 4, 0);
  return bytes;
}

function deserializeMessage(bytes) {
  const deserializer = new MessageDeserializer(bytes);
  deserializer.readHeader();
  return deserializer.readValue();
}

module.exports = { deserializeMessage, serializeMessage };

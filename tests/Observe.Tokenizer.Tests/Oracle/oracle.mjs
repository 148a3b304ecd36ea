// Answers with npm tiktoken's encodings. Request: one byte of flags (1: cl100k_base, else o200k_base; 2: UTF-16 text, else raw
// UTF-8; 4: special tokens recognised), four bytes of length, text. Answer: four bytes of count, then the ids, four bytes each.
// All numbers are little-endian. Ends with its input.
import { createRequire } from 'node:module';
import { readSync, writeSync } from 'node:fs';

const { get_encoding } = createRequire(import.meta.url)(process.argv[2]);
const encodings = [get_encoding('o200k_base'), get_encoding('cl100k_base')];
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

function read(length) {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length;) {
    const got = readSync(0, bytes, at, length - at, null);
    if (got === 0) process.exit(0);
    at += got;
  }
  return bytes;
}

function write(bytes) {
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(1, bytes, at);
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
    }
  }
}

for (;;) {
  const head = read(5);
  const body = read(head.readUInt32LE(1));
  const text = head[0] & 2 ? body.toString('utf16le') : utf8.decode(body);
  const encoding = encodings[head[0] & 1];
  const ids = head[0] & 4 ? encoding.encode(text, 'all') : encoding.encode_ordinary(text);
  const answer = Buffer.alloc(4 + ids.length * 4);
  answer.writeUInt32LE(ids.length, 0);
  ids.forEach((id, i) => answer.writeUInt32LE(id, 4 + i * 4));
  write(answer);
}

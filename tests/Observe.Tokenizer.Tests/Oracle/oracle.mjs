// Answers with npm tiktoken's encodings. Request: one byte of flags (lowest two bits: which of the encodings below; 4: UTF-16
// text, else raw UTF-8; 8: special tokens recognised), four bytes of length, text. Answer: four bytes of count, then the ids, four bytes each.
// All numbers are little-endian. Ends with its input.
import { createRequire } from 'node:module';
import { readSync, writeSync } from 'node:fs';

const require = createRequire(process.argv[2]);
const { get_encoding, Tiktoken } = require('tiktoken');
const { bpe_ranks, pat_str } = require('tiktoken/encoders/cl100k_base.json');
const encodings = [
  get_encoding('o200k_base'),
  get_encoding('cl100k_base'),
  new Tiktoken(bpe_ranks, {}, pat_str.replace('\\p{N}{1,3}', '\\p{N}')),
  new Tiktoken(bpe_ranks, {}, require('tiktoken/encoders/gpt2.json').pat_str),
];
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
  const text = head[0] & 4 ? body.toString('utf16le') : utf8.decode(body);
  const encoding = encodings[head[0] & 3];
  const ids = head[0] & 8 ? encoding.encode(text, 'all') : encoding.encode_ordinary(text);
  const answer = Buffer.alloc(4 + ids.length * 4);
  answer.writeUInt32LE(ids.length, 0);
  ids.forEach((id, i) => answer.writeUInt32LE(id, 4 + i * 4));
  write(answer);
}

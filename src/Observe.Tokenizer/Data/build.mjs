// Builds the embedded tables of this folder from the npm package `tiktoken`, which carries OpenAI's rank tables and the
// original splitter compiled to WebAssembly:
//
//   dir=$(mktemp -d) && npm install --prefix "$dir" tiktoken@1.0.22
//   node src/Observe.Tokenizer/Data/build.mjs "$dir/node_modules/tiktoken"
//
// Vocabulary file: "OTK1", varint count, then one entry a rank: 0, varint length, bytes (a token that no merge makes: single
// bytes), or varint left + 1, varint right (the two lower ranks whose merge makes it). Then varint count of special tokens:
// varint length, bytes, varint id. Storing the merge instead of the bytes is smaller and spares the loader a search for it.
//
// Character file: the class of every code point, asked of the original's own regular expressions. Varint count of distinct
// blocks of 256 code points, each as runs of (class, length), then the number of every block, also as runs; all varints.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = resolve(process.argv[2] ?? 'node_modules/tiktoken');
const target = process.argv[3] ?? dirname(fileURLToPath(import.meta.url));
const { Tiktoken } = createRequire(import.meta.url)(join(source, 'tiktoken.cjs'));

class Writer {
  bytes = [];
  raw(data) { for (const b of data) this.bytes.push(b); }
  varint(value) {
    for (; value >= 0x80; value = Math.floor(value / 128)) this.bytes.push((value & 0x7f) | 0x80);
    this.bytes.push(value);
  }
  runs(values) {
    for (let start = 0, i = 1; i <= values.length; i++) {
      if (i < values.length && values[i] === values[start]) continue;
      this.varint(values[start]);
      this.varint(i - start);
      start = i;
    }
  }
  save(name) {
    writeFileSync(join(target, name), Buffer.from(this.bytes));
    console.log(`${name}: ${this.bytes.length} bytes`);
  }
}

/** Merges as the original does: always the pair of lowest rank, the leftmost of equals; the last pair left, or null. */
function lastMerge(token, rank, ranks) {
  const parts = [...token];
  while (parts.length > 2) {
    let best = rank;
    let at = -1;
    for (let i = 0; i + 1 < parts.length; i++) {
      const found = ranks.get(parts[i] + parts[i + 1]);
      if (found < best) { best = found; at = i; }
    }
    if (at < 0) return null;
    parts.splice(at, 2, parts[at] + parts[at + 1]);
  }
  return parts.map(part => ranks.get(part));
}

function vocabulary(name) {
  const { bpe_ranks, special_tokens } = JSON.parse(readFileSync(join(source, 'encoders', `${name}.json`), 'utf8'));
  const tokens = [];
  for (const line of bpe_ranks.split('\n')) {
    const [, first, ...encoded] = line.split(' ');
    encoded.forEach((text, i) => { tokens[Number(first) + i] = Buffer.from(text, 'base64').toString('latin1'); });
  }
  const ranks = new Map(tokens.map((token, rank) => [token, rank]));
  if (tokens.includes(undefined) || ranks.size !== tokens.length) throw new Error(`${name}: the ranks have gaps or repeat`);

  const out = new Writer();
  out.raw(Buffer.from('OTK1'));
  out.varint(tokens.length);
  let literal = 0;
  tokens.forEach((token, rank) => {
    const merge = token.length > 1 ? lastMerge(token, rank, ranks) : null;
    if (merge === null) {
      literal++;
      out.varint(0);
      out.varint(token.length);
      out.raw(Buffer.from(token, 'latin1'));
    } else {
      if (merge.some(part => part >= rank)) throw new Error(`${name}: rank ${rank} is made of a later one`);
      out.varint(merge[0] + 1);
      out.varint(merge[1]);
    }
  });
  const specials = Object.entries(special_tokens).sort((a, b) => a[1] - b[1]);
  out.varint(specials.length);
  for (const [text, id] of specials) {
    out.varint(Buffer.byteLength(text));
    out.raw(Buffer.from(text));
    out.varint(id);
  }
  console.log(`${name}: ${tokens.length} tokens, ${literal} of them no merge of others`);
  out.save(`${name}.bin`);
}

function characters() {
  const classes = ['[\\p{Lu}\\p{Lt}]', '[\\p{Lm}\\p{Lo}]', '\\p{M}', '\\p{Ll}', '\\p{N}', '\\s'];
  const singleBytes = '! 0 ' + Array.from({ length: 256 }, (_, i) => Buffer.from([i]).toString('base64')).join(' ');
  const table = new Uint8Array(0x110000);
  classes.forEach((pattern, i) => {
    // With this pattern the original drops every character but those of the class, and gives the bytes of the rest.
    const probe = new Tiktoken(singleBytes, {}, pattern);
    for (let block = 0; block < table.length; block += 4096) {
      let text = '';
      for (let c = block; c < block + 4096; c++) if (c < 0xd800 || c > 0xdfff) text += String.fromCodePoint(c);
      for (const c of Buffer.from(Uint8Array.from(probe.encode_ordinary(text))).toString('utf8')) {
        if (table[c.codePointAt(0)] !== 0) throw new Error(`two classes for U+${c.codePointAt(0).toString(16)}`);
        table[c.codePointAt(0)] = i + 1;
      }
    }
    probe.free();
  });
  const numbers = new Map();
  const order = [];
  for (let c = 0; c < table.length; c += 256) {
    const block = Buffer.from(table.subarray(c, c + 256)).toString('latin1');
    if (!numbers.has(block)) numbers.set(block, numbers.size);
    order.push(numbers.get(block));
  }
  const out = new Writer();
  out.varint(numbers.size);
  for (const block of numbers.keys()) out.runs(Buffer.from(block, 'latin1'));
  out.runs(order);
  out.save('characters.bin');
}

vocabulary('o200k_base');
vocabulary('cl100k_base');
characters();

// Encodes with npm tiktoken on request, and says what it cost. Arguments: the installed package. A request is a line
// "encoding path"; the answer is a line "tokens bytes cpu-microseconds", for as many rounds as fill half a second.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const { get_encoding } = createRequire(process.argv[2])('tiktoken');
const encodings = {};
for await (const line of createInterface({ input: process.stdin })) {
  const [name, path] = line.split(' ');
  const encoding = (encodings[name] ??= get_encoding(name));
  const file = readFileSync(path);
  const text = file.toString();
  let tokens = 0;
  let bytes = 0;
  let cost = { user: 0, system: 0 };
  const start = process.cpuUsage();
  do {
    tokens = encoding.encode_ordinary(text).length;
    bytes += file.length;
    cost = process.cpuUsage(start);
  } while (cost.user + cost.system < 500_000);
  console.log(`${tokens} ${bytes} ${cost.user + cost.system}`);
}

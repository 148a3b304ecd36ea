// Draws dashboards with the data of a running Prometheus: node render.mjs MODULES PROMETHEUS_URL OUT_FOLDER DASHBOARD.json...
// RANGE=30m shows that much instead of the dashboard's own range.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expand } from './layout.mjs';
import { Prometheus, interpolate } from './prometheus.mjs';

const WIDTH = 1500;
const CELL = 38;
const HEADER = 92;
const UNITS = { s: 1, m: 60, h: 3600, d: 86400 };

const [modules, address, out, ...files] = process.argv.slice(2);
const require = createRequire(path.join(modules, 'package.json'));
const here = path.dirname(fileURLToPath(import.meta.url));
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'grafana-render-'));

async function bundle() {
  await require('esbuild').build({
    entryPoints: [path.join(here, 'page.tsx')],
    outfile: path.join(work, 'page.js'),
    bundle: true,
    minify: true,
    format: 'iife',
    nodePaths: [path.join(modules, 'node_modules')],
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"', global: 'window' },
    loader: { '.svg': 'dataurl', '.png': 'dataurl', '.woff': 'dataurl', '.woff2': 'dataurl', '.ttf': 'empty' },
    logLevel: 'error',
  });
}

function rangeOf(dashboard) {
  const [, number, unit] = /^(?:now-)?(\d+)([smhd])$/.exec(process.env.RANGE ?? dashboard.time.from);
  const to = Math.floor(Date.now() / 1000);
  return { from: to - number * UNITS[unit], to };
}

/** Without panels of other data sources, and without headings that nothing is left below. */
const drawable = panels => panels
  .filter(p => p.type === 'row' || p.datasource.type === 'prometheus')
  .filter((p, i, left) => p.type !== 'row' || (left[i + 1] && left[i + 1].type !== 'row'));

async function dataOf(dashboard, prometheus, range) {
  const variables = {};
  const choices = {};
  for (const variable of dashboard.templating.list.filter(v => v.type === 'query')) {
    choices[variable.name] = await prometheus.labelValues(variable.definition, variables);
    variables[variable.name] = '.*';
  }
  const panels = [];
  for (const { panel, scope } of await expand(drawable(dashboard.panels), name => choices[name])) {
    const scoped = { ...variables, ...scope };
    const ours = (panel.targets ?? []).filter(t => t.datasource.type === 'prometheus');
    const points = panel.maxDataPoints ?? (panel.gridPos.w / 24) * WIDTH;
    panels.push({ ...panel, description: '', data: await Promise.all(ours.map(t => prometheus.target(t, scoped, range, points))), title: interpolate(panel.title, scope) });
  }
  return { title: dashboard.title, description: dashboard.description, panels, range, variables: dashboard.templating.list.filter(v => v.hide === 0).map(v => [v.label, v.current.text]) };
}

async function draw(file, prometheus) {
  const dashboard = JSON.parse(fs.readFileSync(file, 'utf8'));
  const data = await dataOf(dashboard, prometheus, rangeOf(dashboard));
  const rows = Math.max(...data.panels.map(p => p.gridPos.y + p.gridPos.h));
  const page = path.join(work, `${dashboard.uid}.html`);
  const json = JSON.stringify(data).replaceAll('<', '\\u003c');
  fs.writeFileSync(page, `<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="page.css"><body><div id="root"></div><script>window.DASHBOARD=${json}</script><script src="page.js"></script>`);
  const picture = path.join(work, `${dashboard.uid}.png`);
  execFileSync('chromium', [
    '--headless=new', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--allow-file-access-from-files', `--user-data-dir=${path.join(work, 'profile')}`,
    `--window-size=${WIDTH},${HEADER + rows * CELL + 16}`, '--virtual-time-budget=15000', `--screenshot=${picture}`, `file://${page}`,
  ], { stdio: ['ignore', 'ignore', process.env.V ? 'inherit' : 'ignore'], timeout: 120_000 });
  const target = path.join(out, `${dashboard.tags.at(-1)}.png`);
  await require('sharp')(picture).png({ palette: true, colours: 128, compressionLevel: 9, effort: 8 }).toFile(target);
  console.log(`${target} ${Math.round(fs.statSync(target).size / 1024)} kB`);
}

try {
  await bundle();
  fs.mkdirSync(out, { recursive: true });
  const prometheus = new Prometheus(address);
  for (const file of files) {
    await draw(file, prometheus);
  }
} finally {
  if (!process.env.KEEP) {
    fs.rmSync(work, { recursive: true, force: true });
  } else {
    console.log(work);
  }
}

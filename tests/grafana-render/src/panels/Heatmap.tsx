// Grafana's heatmap is part of its server's frontend and not of the packages: this draws what it would, by the same options.
import { getValueFormat, formattedValueToString } from '@grafana/data';
import { useEffect, useRef } from 'react';
import { theme } from '../fields';
import { buckets } from '../frames';

const SCHEMES: Record<string, string[]> = {
  Oranges: ['#2b1a12', '#7f2704', '#d94801', '#fd8d3c', '#fdd0a2', '#fff5eb'],
  Blues: ['#0e1b2b', '#08306b', '#2171b5', '#6baed6', '#c6dbef', '#f7fbff'],
};
const LEFT = 58;
const BOTTOM = 22;
const GAP = 1;

export function Heatmap({ panel, width, height, range }: any) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => draw(canvas.current!.getContext('2d')!, panel, width, height, range), [panel, width, height, range]);
  return <canvas ref={canvas} width={width} height={height} />;
}

function draw(context: CanvasRenderingContext2D, panel: any, width: number, height: number, range: any) {
  const { times, bounds, counts } = buckets(panel.data[0]);
  const rows = trim(counts);
  const from = range.from.valueOf() / 1000;
  const to = range.to.valueOf() / 1000;
  const x = (time: number) => LEFT + ((time - from) / (to - from)) * (width - LEFT);
  const rowHeight = (height - BOTTOM) / (rows.last - rows.first + 1);
  const most = Math.max(...counts.flat());
  const step = panel.data[0].step;
  for (let row = rows.first; row <= rows.last; row++) {
    const y = height - BOTTOM - (row - rows.first + 1) * rowHeight;
    times.forEach((time, i) => {
      if (counts[row][i] > panel.options.filterValues.le) {
        context.fillStyle = color(panel.options.color, (counts[row][i] / most) ** panel.options.color.exponent);
        context.fillRect(x(time - step), y, x(time) - x(time - step) - GAP, rowHeight - GAP);
      }
    });
  }
  context.fillStyle = theme.colors.text.primary;
  context.font = `12px ${theme.typography.fontFamily}`;
  context.textAlign = 'right';
  const format = getValueFormat(panel.options.yAxis.unit);
  const every = Math.ceil(16 / rowHeight);
  for (let row = rows.first; row <= rows.last; row += every) {
    const label = bounds[row] === Infinity ? 'Inf' : formattedValueToString(format(bounds[row], undefined));
    context.fillText(label, LEFT - 6, height - BOTTOM - (row - rows.first + 1) * rowHeight + Math.min(rowHeight / 2 + 4, 12));
  }
  context.textAlign = 'center';
  for (let i = 1; i < 6; i++) {
    const time = from + ((to - from) * i) / 6;
    context.fillText(new Date(time * 1000).toISOString().slice(11, 16), x(time), height - 6);
  }
}

/** The rows between the first and the last bucket that ever held something. */
function trim(counts: number[][]) {
  const used = counts.map(row => row.some(c => c > 0));
  const first = Math.max(used.indexOf(true), 0);
  const last = Math.max(used.lastIndexOf(true), first);
  return { first, last };
}

function color(options: any, share: number) {
  const stops = SCHEMES[options.scheme];
  const at = Math.min(share, 1) * (stops.length - 1);
  const low = Math.min(Math.floor(at), stops.length - 2);
  const mix = (i: number) => Math.round(parseInt(stops[low].slice(i, i + 2), 16) * (1 - (at - low)) + parseInt(stops[low + 1].slice(i, i + 2), 16) * (at - low));
  return `rgb(${mix(1)},${mix(3)},${mix(5)})`;
}

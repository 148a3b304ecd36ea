// Answers of Prometheus as the data frames that Grafana's own data source makes of them.
import { createDataFrame, DataFrame, FieldType } from '@grafana/data';

export interface Answer {
  refId: string;
  legend: string;
  format: string;
  instant: boolean;
  step: number;
  result: Array<{ metric: Record<string, string>; value?: [number, string]; values?: Array<[number, string]> }>;
}

const number = (text: string) => (text === '+Inf' ? Infinity : text === '-Inf' ? -Infinity : Number(text));

const nameOf = (legend: string, labels: Record<string, string>) =>
  legend ? legend.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, label) => labels[label] ?? '') : JSON.stringify(labels);

export function seriesFrames(answers: Answer[]): DataFrame[] {
  return answers.flatMap(answer => answer.result.map(series => {
    const points = series.values ?? [series.value!];
    const { __name__, ...labels } = series.metric;
    return createDataFrame({
      refId: answer.refId,
      fields: [
        { name: 'Time', type: FieldType.time, config: { interval: answer.step * 1000 }, values: points.map(p => p[0] * 1000) },
        { name: 'Value', type: FieldType.number, labels, config: { displayNameFromDS: nameOf(answer.legend, series.metric) }, values: points.map(p => number(p[1])) },
      ],
    });
  }));
}

export function tableFrames(answers: Answer[]): DataFrame[] {
  return answers.filter(a => a.result.length > 0).map(answer => {
    const labels = [...new Set(answer.result.flatMap(s => Object.keys(s.metric)))].sort();
    return createDataFrame({
      refId: answer.refId,
      fields: [
        { name: 'Time', type: FieldType.time, config: {}, values: answer.result.map(s => s.value![0] * 1000) },
        ...labels.map(l => ({ name: l, type: FieldType.string, config: {}, values: answer.result.map(s => s.metric[l] ?? '') })),
        { name: answers.length > 1 ? `Value #${answer.refId}` : 'Value', type: FieldType.number, config: {}, values: answer.result.map(s => number(s.value![1])) },
      ],
    });
  });
}

/** Counts by bucket out of cumulative ones, lowest bucket first. */
export function buckets(answer: Answer) {
  const series = answer.result
    .map(s => ({ le: number(s.metric.le), points: new Map(s.values!.map(([time, value]) => [time, number(value)])) }))
    .sort((a, b) => a.le - b.le);
  const times = [...new Set(series.flatMap(s => [...s.points.keys()]))].sort((a, b) => a - b);
  return {
    times,
    bounds: series.map(s => s.le),
    counts: series.map((s, i) => times.map(t => Math.max(0, (s.points.get(t) ?? 0) - (i > 0 ? series[i - 1].points.get(t) ?? 0 : 0)))),
  };
}

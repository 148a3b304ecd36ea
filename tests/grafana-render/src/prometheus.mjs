// Asks Prometheus as Grafana's data source does: variables in the text, a range or the present, the step by the width.
const MIN_STEP = 15;

export class Prometheus {
  #address;

  constructor(address) {
    this.#address = address;
  }

  async query(path, parameters) {
    const response = await fetch(`${this.#address}/api/v1/${path}`, { method: 'POST', body: new URLSearchParams(parameters) });
    const answer = await response.json();
    if (answer.status !== 'success') {
      throw new Error(`${answer.error} in ${parameters.query}`);
    }
    return answer.data.result;
  }

  /** The values of a label, as label_values(series, label) gives them. */
  async labelValues(definition, variables) {
    const [, series, label] = /^label_values\((.*), (\w+)\)$/.exec(definition);
    const found = await this.query('query', { query: `count by (${label}) (${interpolate(series, variables)})` });
    return found.map(s => s.metric[label]).filter(v => v !== undefined).sort();
  }

  async target(target, variables, range, points) {
    const step = Math.max(MIN_STEP, Math.ceil((range.to - range.from) / points / MIN_STEP) * MIN_STEP);
    const query = interpolate(target.expr, { ...variables, __rate_interval: `${Math.max(step + MIN_STEP, 4 * MIN_STEP)}s`, __range: `${range.to - range.from}s` });
    const result = target.instant
      ? await this.query('query', { query, time: range.to })
      : await this.query('query_range', { query, start: Math.ceil(range.from / step) * step, end: range.to, step });
    return { refId: target.refId, legend: target.legendFormat, format: target.format, instant: target.instant, step, result };
  }
}

export function interpolate(text, variables) {
  return text.replace(/\$\{?(\w+)\}?/g, (match, name) => variables[name] ?? match);
}

import { DataFrame, FieldType } from '@grafana/data';
import { TimeSeries } from '@grafana/ui';
import { withFields } from '../fields';
import { seriesFrames } from '../frames';

export function Chart({ panel, width, height, range }: any) {
  return (
    <TimeSeries
      frames={withFields(graphable(seriesFrames(panel.data)), panel.fieldConfig)}
      timeRange={range}
      timeZone="utc"
      width={width}
      height={height}
      legend={panel.options.legend}
      options={panel.options}
      structureRev={1}
    />
  );
}

/** What is no number is a gap, as Grafana's panel has it. */
const graphable = (frames: DataFrame[]) => frames.map(frame => ({
  ...frame,
  fields: frame.fields.map(f => (f.type === FieldType.number ? { ...f, values: f.values.map(v => (Number.isFinite(v) ? v : null)) } : f)),
}));

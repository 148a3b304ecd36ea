import { TimeSeries } from '@grafana/ui';
import { withFields } from '../fields';
import { seriesFrames } from '../frames';

export function Chart({ panel, width, height, range }: any) {
  return (
    <TimeSeries
      frames={withFields(seriesFrames(panel.data), panel.fieldConfig)}
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

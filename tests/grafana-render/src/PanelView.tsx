// One panel in Grafana's frame; the component by the panel's type.
import { PanelChrome } from '@grafana/ui';
import { Bars } from './panels/Bars';
import { Chart } from './panels/Chart';
import { Heatmap } from './panels/Heatmap';
import { Figures } from './panels/Figures';
import { Rows } from './panels/Rows';

const TYPES: Record<string, (props: any) => JSX.Element> = { timeseries: Chart, stat: Figures, bargauge: Bars, table: Rows, heatmap: Heatmap };

export function PanelView({ panel, width, height, range }: any) {
  const View = TYPES[panel.type];
  const isEmpty = !View || panel.data.every((a: any) => a.result.length === 0);
  return (
    <PanelChrome title={panel.title} width={width} height={height}>
      {(w: number, h: number) => (isEmpty ? <Nothing text={panel.fieldConfig.defaults.noValue} /> : <View panel={panel} width={w} height={h} range={range} />)}
    </PanelChrome>
  );
}

const Nothing = ({ text }: { text: string }) => (
  <div style={{ height: '100%', display: 'flex', alignItems: 'center', justifyContent: 'center', opacity: 0.65 }}>{text}</div>
);

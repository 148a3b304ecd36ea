import { getDisplayValueAlignmentFactors, getFieldDisplayValues, VizOrientation } from '@grafana/data';
import { BigValue, VizRepeater } from '@grafana/ui';
import { asIs, theme, withFields } from '../fields';
import { seriesFrames } from '../frames';

export function Figures({ panel, width, height, range }: any) {
  const { options, fieldConfig } = panel;
  const values = () => getFieldDisplayValues({
    fieldConfig, reduceOptions: options.reduceOptions, replaceVariables: asIs, theme, sparkline: options.graphMode !== 'none', timeZone: 'utc',
    data: withFields(seriesFrames(panel.data), fieldConfig),
  });
  return (
    <VizRepeater
      getValues={values}
      getAlignmentFactors={getDisplayValueAlignmentFactors}
      renderValue={({ value, alignmentFactors, width, height, count }: any) => (
        <BigValue
          value={value.display} sparkline={value.sparkline && { ...value.sparkline, timeRange: range }} count={count} width={width} height={height} theme={theme} alignmentFactors={alignmentFactors}
          colorMode={options.colorMode} graphMode={options.graphMode} justifyMode={options.justifyMode} textMode={options.textMode} disableWideLayout={!options.wideLayout}
        />
      )}
      width={width} height={height} source={panel} renderCounter={0} autoGrid orientation={VizOrientation.Auto}
    />
  );
}

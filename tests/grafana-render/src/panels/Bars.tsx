import { getDisplayValueAlignmentFactors, getFieldDisplayValues } from '@grafana/data';
import { BarGauge, VizRepeater } from '@grafana/ui';
import { asIs, theme, withFields } from '../fields';
import { seriesFrames } from '../frames';

export function Bars({ panel, width, height }: any) {
  const { options, fieldConfig } = panel;
  const values = () => getFieldDisplayValues({
    fieldConfig, reduceOptions: options.reduceOptions, replaceVariables: asIs, theme, timeZone: 'utc', data: withFields(seriesFrames(panel.data), fieldConfig),
  });
  return (
    <VizRepeater
      getValues={values}
      getAlignmentFactors={getDisplayValueAlignmentFactors}
      renderValue={({ value, alignmentFactors, width, height, orientation, count }: any) => (
        <BarGauge
          value={value.display} field={value.field} display={value.view?.getFieldDisplayProcessor(value.colIndex)} width={width} height={height} orientation={orientation}
          theme={theme} displayMode={options.displayMode} showUnfilled={options.showUnfilled} valueDisplayMode={options.valueMode} alignmentFactors={count > 1 ? alignmentFactors : undefined}
          namePlacement={options.namePlacement} itemSpacing={8}
        />
      )}
      width={width} height={height} source={panel} renderCounter={0} orientation={options.orientation} itemSpacing={8}
      minVizWidth={options.minVizWidth} minVizHeight={options.minVizHeight} maxVizHeight={options.maxVizHeight}
    />
  );
}

// What a panel says about its fields, applied by Grafana's own code. Its registry of options is part of the server's frontend and
// not of the packages; here every option is taken as it stands.
import { applyFieldOverrides, cacheFieldDisplayNames, createTheme, DataFrame, Field, FieldConfigOptionsRegistry, FieldConfigSource, FieldType, standardTransformers, standardTransformersRegistry } from '@grafana/data';

export const theme = createTheme({ colors: { mode: 'dark' } });
export const asIs = (text: string) => text;

const STANDARD = ['unit', 'min', 'max', 'decimals', 'displayName', 'noValue', 'thresholds', 'mappings', 'links', 'color'];
const CUSTOM = [
  'axisPlacement', 'axisLabel', 'axisSoftMax', 'axisSoftMin', 'barAlignment', 'drawStyle', 'fillOpacity', 'fillBelowTo', 'gradientMode', 'hideFrom', 'lineInterpolation', 'lineStyle', 'lineWidth',
  'pointSize', 'scaleDistribution', 'showPoints', 'spanNulls', 'stacking', 'thresholdsStyle', 'align', 'cellOptions', 'filterable', 'inspect', 'width',
];
const NUMBERS_ONLY = ['thresholds', 'axisLabel'];

const item = (name: string, isCustom: boolean) => ({
  id: isCustom ? `custom.${name}` : name,
  path: name,
  name,
  isCustom,
  process: (value: unknown) => value,
  shouldApply: (field: Field) => !NUMBERS_ONLY.includes(name) || field.type === FieldType.number,
});

const registry = new FieldConfigOptionsRegistry(() => [...STANDARD.map(n => item(n, false)), ...CUSTOM.map(n => item(n, true))] as any);

standardTransformersRegistry.setInit(() =>
  [standardTransformers.mergeTransformer, standardTransformers.organizeFieldsTransformer].map(t => ({ id: t.id, name: t.name, transformation: t, editor: null } as any)));

export function withFields(data: DataFrame[], fieldConfig: FieldConfigSource) {
  const frames = applyFieldOverrides({ data, fieldConfig, fieldConfigRegistry: registry, replaceVariables: asIs, theme, timeZone: 'utc' });
  cacheFieldDisplayNames(frames);
  return frames;
}

// Panels that are repeated for each value of a variable, at their places.
const COLUMNS = 24;

export async function expand(panels, valuesOf) {
  const expanded = [];
  for (const panel of panels) {
    if (!panel.repeat) {
      expanded.push({ panel, scope: {} });
      continue;
    }
    const values = await valuesOf(panel.repeat);
    const perRow = Math.min(panel.maxPerRow, Math.max(values.length, 1));
    const w = COLUMNS / perRow;
    values.forEach((value, i) => {
      const gridPos = { ...panel.gridPos, w, x: (i % perRow) * w, y: panel.gridPos.y + Math.floor(i / perRow) * panel.gridPos.h };
      expanded.push({ panel: { ...panel, id: panel.id * 1000 + i, gridPos }, scope: { [panel.repeat]: value } });
    });
  }
  return expanded;
}

import { DataFrame, transformDataFrame } from '@grafana/data';
import { TableNG } from '@grafana/ui/unstable';
import { useEffect, useState } from 'react';
import { withFields } from '../fields';
import { tableFrames } from '../frames';

export function Rows({ panel, width, height }: any) {
  const [frame, setFrame] = useState<DataFrame>();
  useEffect(() => {
    const subscription = transformDataFrame(panel.transformations, tableFrames(panel.data)).subscribe(frames => setFrame(withFields(frames, panel.fieldConfig)[0]));
    return () => subscription.unsubscribe();
  }, [panel]);
  return frame ? (
    <TableNG data={frame} width={width} height={height} cellHeight={panel.options.cellHeight} sortBy={panel.options.sortBy} structureRev={1} />
  ) : <div />;
}

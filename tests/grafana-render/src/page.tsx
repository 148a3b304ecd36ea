import '@fontsource/inter/400.css';
import '@fontsource/inter/500.css';
import { dateTime, ThemeContext } from '@grafana/data';
import { GlobalStyles } from '@grafana/ui';
import { createRoot } from 'react-dom/client';
import { theme } from './fields';
import { PanelView } from './PanelView';

const WIDTH = 1500;
const CELL = 38;
const GAP = 8;

const dashboard = (window as any).DASHBOARD;
const from = dateTime(dashboard.range.from * 1000);
const to = dateTime(dashboard.range.to * 1000);
const range = { from, to, raw: { from, to } };

function Dashboard() {
  return (
    <ThemeContext.Provider value={theme}>
      <GlobalStyles />
      <div style={{ background: theme.colors.background.canvas, color: theme.colors.text.primary, fontFamily: theme.typography.fontFamily, fontSize: 14, minHeight: '100vh' }}>
        <div style={{ padding: '14px 16px 8px' }}>
          <div style={{ fontSize: 20, fontWeight: 500 }}>{dashboard.title}</div>
          <div style={{ color: theme.colors.text.secondary, margin: '2px 0 8px' }}>{dashboard.description}</div>
          <div style={{ display: 'flex', gap: 8, fontSize: 12 }}>
            {dashboard.variables.map(([label, value]: string[]) => (
              <span key={label} style={{ border: `1px solid ${theme.colors.border.medium}`, borderRadius: 2, padding: '2px 8px' }}>
                <span style={{ color: theme.colors.text.secondary }}>{label} </span>{value}
              </span>
            ))}
          </div>
        </div>
        <div style={{ position: 'relative' }}>{dashboard.panels.map((panel: any) => <Placed key={panel.id} panel={panel} />)}</div>
      </div>
    </ThemeContext.Provider>
  );
}

function Placed({ panel }: any) {
  const column = (WIDTH - 2 * GAP) / 24;
  const { x, y, w, h } = panel.gridPos;
  const box = { position: 'absolute' as const, left: GAP + x * column, top: y * CELL, width: w * column, height: h * CELL };
  return panel.type === 'row'
    ? <div style={{ ...box, padding: '8px 6px', fontWeight: 500 }}>{panel.title}</div>
    : <div style={{ ...box, padding: GAP / 2 }}><PanelView panel={panel} width={w * column - GAP} height={h * CELL - GAP} range={range} /></div>;
}

createRoot(document.getElementById('root')!).render(<Dashboard />);

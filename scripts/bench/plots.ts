import { createRequire } from 'node:module';
import { inProject } from '../project.ts';
import { installPeers } from './install-peers.ts';
import { short } from './markdown.ts';

export interface Bar {
  readonly name: string;
  readonly value: number;
  /** The quartiles. */
  readonly low: number;
  readonly high: number;
}

export interface Plot {
  readonly title: string;
  readonly unit: string;
  readonly bars: readonly Bar[];
}

/** As far as it is used here; it has a package.json of its own, and is not there when this is compiled. */
interface Charts {
  init(
    element: null,
    theme: null,
    options: {
      readonly renderer: 'svg';
      readonly ssr: true;
      readonly width: number;
      readonly height: number;
    },
  ): {
    setOption(option: object): void;
    renderToSVGString(): string;
    dispose(): void;
  };
}

const WIDTH = 860;
const BAR_HEIGHT = 26;
const INK = '#1f2430';
/** Ours, and everybody else. */
const COLOURS = { ours: '#4f5bd5', others: '#b8bdcc' } as const;

const folder = inProject('test', 'bench', 'plots');

/** Draws plots as SVG: a bar for each median, with its figure and its quartiles beside it; ours stand out. */
export async function drawPlots(
  plots: readonly Plot[],
  say: (line: string) => void,
): Promise<readonly string[]> {
  await installPeers(folder, 'Installing echarts under test/bench/plots (once, about 60 MB on disk)', say);
  const charts: Charts = createRequire(inProject('test', 'bench', 'plots', 'package.json'))('echarts');
  return plots.map((plot) => draw(charts, plot));
}

function draw(charts: Charts, { title, unit, bars }: Plot): string {
  const height = bars.length * BAR_HEIGHT + 90;
  const chart = charts.init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height });
  try {
    chart.setOption({
      animation: false,
      backgroundColor: '#fff',
      textStyle: { fontFamily: 'system-ui, sans-serif', color: INK },
      title: { text: title, left: 16, top: 12, textStyle: { fontSize: 15, fontWeight: 600, color: INK } },
      grid: { left: 320, right: 150, top: 48, bottom: 40 },
      xAxis: { type: 'value', name: unit, nameLocation: 'middle', nameGap: 26 },
      yAxis: {
        type: 'category',
        inverse: true,
        data: bars.map(({ name }) => name),
        axisTick: { show: false },
        axisLabel: { color: INK },
      },
      series: [
        {
          type: 'bar',
          barWidth: BAR_HEIGHT - 10,
          data: bars.map(({ name, value, low, high }) => ({
            value,
            itemStyle: { color: /\bours\b/.test(name) ? COLOURS.ours : COLOURS.others },
            label: {
              show: true,
              position: 'right',
              color: INK,
              formatter: `${short(value)} (${short(low)}–${short(high)})`,
            },
          })),
        },
      ],
    });
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

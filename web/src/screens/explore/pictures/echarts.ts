import { BarChart, HeatmapChart, LineChart, ScatterChart } from 'echarts/charts'
import {
  BrushComponent,
  DataZoomInsideComponent,
  GraphicComponent,
  GridComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapContinuousComponent,
} from 'echarts/components'
import { init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'

use([
  LineChart,
  BarChart,
  HeatmapChart,
  ScatterChart,
  GraphicComponent,
  GridComponent,
  TooltipComponent,
  DataZoomInsideComponent,
  BrushComponent,
  MarkAreaComponent,
  MarkLineComponent,
  VisualMapContinuousComponent,
  CanvasRenderer,
])

export { init }

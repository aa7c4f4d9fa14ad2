import { BarChart, LineChart } from 'echarts/charts'
import { GridSimpleComponent, MarkLineComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'

use([LineChart, BarChart, GridSimpleComponent, MarkLineComponent, CanvasRenderer])

export { init }

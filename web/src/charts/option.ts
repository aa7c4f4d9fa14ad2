import type { BarSeriesOption, LineSeriesOption } from 'echarts/charts'
import type { GeoComponentOption, GridComponentOption } from 'echarts/components'
import type { ComposeOption } from 'echarts/core'

export type ChartOption = ComposeOption<BarSeriesOption | LineSeriesOption | GeoComponentOption | GridComponentOption>

import type { EChartsType } from 'echarts/core'
import { useEffect, useRef } from 'react'
import { newFrameQueue } from '../ui/frame-queue.ts'
import { init } from './echarts.ts'
import './echart.css'
import type { ChartOption } from './option.ts'

const frames = newFrameQueue((run) => requestAnimationFrame(run))

/** The one owner of ECharts. `label` says in words what the picture shows. */
export function EChart({ option, label }: { option: ChartOption; label: string }) {
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<EChartsType>(null)
  const newest = useRef(option)

  useEffect(() => {
    const element = place.current
    if (!element) return
    const resized = new ResizeObserver(() => frames.request(chart, () => draw(element, chart, newest.current)))
    resized.observe(element)
    return () => {
      resized.disconnect()
      frames.cancel(chart)
      chart.current?.dispose()
      chart.current = null
    }
  }, [])

  useEffect(() => {
    newest.current = option
    frames.request(chart, () => {
      if (place.current) draw(place.current, chart, option)
    })
  }, [option])

  return <div ref={place} className="echart" role="img" aria-label={label} />
}

function draw(element: HTMLElement, chart: { current: EChartsType | null }, option: ChartOption) {
  const { clientWidth: width, clientHeight: height } = element
  if (width === 0 || height === 0) return
  chart.current ??= init(element, null, { renderer: 'canvas' })
  if (chart.current.getWidth() !== width || chart.current.getHeight() !== height) chart.current.resize()
  chart.current.setOption({ animation: false, ...option }, { replaceMerge: ['series'], lazyUpdate: true })
}

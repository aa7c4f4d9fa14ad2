import type { EChartsType } from 'echarts/core'
import { useEffect, useRef } from 'react'
import { bandOf, frames } from '../ui/frames.ts'
import { isStill } from '../ui/motion.ts'
import { init } from './echarts.ts'
import './echart.css'
import type { ChartOption } from './option.ts'

/** What is new slides to its place; what was never there before, and a chart of another size, stands at once. */
const SLIDE = { animationDuration: 0, animationDurationUpdate: 400, animationEasingUpdate: 'cubicOut' } as const

/** The one owner of ECharts. `label` says in words what the picture shows. */
export function EChart({ option, label }: { option: ChartOption; label: string }) {
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<EChartsType>(null)
  const newest = useRef(option)

  useEffect(() => {
    const element = place.current
    if (!element) return
    const resized = new ResizeObserver(() => frames.request(chart, () => draw(element, chart, newest.current), bandOf(element)))
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
    const element = place.current
    if (element) frames.request(chart, () => draw(element, chart, option), bandOf(element))
  }, [option])

  return <div ref={place} className="echart" role="img" aria-label={label} />
}

function draw(element: HTMLElement, chart: { current: EChartsType | null }, option: ChartOption) {
  const { clientWidth: width, clientHeight: height } = element
  if (width === 0 || height === 0) return
  chart.current ??= init(element, null, { renderer: 'canvas' })
  const isResized = chart.current.getWidth() !== width || chart.current.getHeight() !== height
  if (isResized) chart.current.resize()
  chart.current.setOption({ animation: !isResized && !isStill(), ...SLIDE, ...option }, { replaceMerge: ['series'] })
}

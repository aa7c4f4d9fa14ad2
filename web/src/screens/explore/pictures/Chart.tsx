import type { ECharts } from 'echarts/core'
import { useEffect, useRef } from 'react'
import { isStill } from '../../../ui/motion.ts'
import './chart.css'
import { init } from './echarts.ts'
import type { PictureOption } from './option.ts'

const SLIDE = { animationDuration: 0, animationDurationUpdate: 300, animationEasingUpdate: 'cubicOut' } as const

interface Props {
  option: PictureOption
  /** What the picture shows, in words. */
  label: string
  /** In pixels of the page; as high as there is room where left out. */
  height?: number | undefined
  /** What is pressed: a place along the category axis, and a line’s id. */
  onPress?: ((at: { place: number; series: string }) => void) | undefined
  /** From which place of the axis to which (both in it) somebody dragged. */
  onBrush?: ((from: number, to: number) => void) | undefined
  /** From which value to which of either axis somebody drew. */
  onPart?: ((across: readonly [number, number], up: readonly [number, number]) => void) | undefined
}

/** The explorer’s one owner of ECharts: with a tooltip, presses and brushing, which a wall has no use for. */
export function Chart({ option, label, height, onPress, onBrush, onPart }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<ECharts>(null)
  const heard = useRef({ onPress, onBrush, onPart })
  heard.current = { onPress, onBrush, onPart }
  const brushed = onBrush ? 'lineX' : onPart ? 'rect' : null

  useEffect(() => {
    const element = place.current
    if (!element) return
    const made = init(element, null, { renderer: 'canvas' })
    chart.current = made
    made.on('click', ({ dataIndex, seriesId }) => heard.current.onPress?.({ place: dataIndex, series: String(seriesId) }))
    made.on('brushEnd', (event) => {
      const [area] = (event as { areas?: { range?: unknown; coordRange?: unknown }[] }).areas ?? []
      if (!area) return
      made.dispatchAction({ type: 'brush', areas: [] })
      if (isRectangle(area.range)) return heard.current.onPart?.(...valuesWithin(made, area.range))
      if (!Array.isArray(area.coordRange) || area.coordRange.length !== 2) return
      const [from, to] = ordered(area.coordRange)
      if (to > from) heard.current.onBrush?.(from, to)
    })
    const resized = new ResizeObserver(() => made.resize())
    resized.observe(element)
    return () => {
      resized.disconnect()
      made.dispose()
      chart.current = null
    }
  }, [])

  useEffect(() => {
    chart.current?.setOption({ animation: !isStill(), ...SLIDE, ...option }, { notMerge: true })
    // The pointer draws a stretch of time, or a part of the plane, wherever it is pressed and dragged.
    if (brushed)
      chart.current?.dispatchAction({
        type: 'takeGlobalCursor',
        key: 'brush',
        brushOption: { brushType: brushed, brushMode: 'single' },
      })
  }, [option, brushed])

  return <div ref={place} className="explore-chart" style={{ height }} role="img" aria-label={label} />
}

type Rectangle = readonly [across: readonly [number, number], up: readonly [number, number]]

const isRectangle = (range: unknown): range is Rectangle => Array.isArray(range) && range.length === 2 && Array.isArray(range[0])

/** The values of both axes between the edges of a part of the picture, which are told in pixels. */
function valuesWithin(chart: ECharts, [[left, right], [top, bottom]]: Rectangle) {
  const [x, y] = chart.convertFromPixel({ gridIndex: 0 }, [left, top])
  const [x2, y2] = chart.convertFromPixel({ gridIndex: 0 }, [right, bottom])
  return [ordered([x, x2]), ordered([y, y2])] as const
}

const ordered = (range: readonly unknown[]) => range.map(Number).sort((a, b) => a - b) as [number, number]

import type { Level, Point } from '@ioc/server/contract'
import { useTheme } from '../../theme/tokens.ts'
import { useSize } from '../../ui/use-size.ts'
import { sparkShape } from './option.ts'

const LEAST_HEIGHT_REM = 3

/** The shape of time under a number: solid where it is final, dotted where it is provisional, open where it is missing. */
export function Spark({ points, target, level }: { points: Point[]; target: number | null; level: Level | null }) {
  const [ref, size] = useSize<HTMLDivElement>()
  const { rem } = useTheme()
  const shape = size.height < LEAST_HEIGHT_REM * rem ? null : sparkShape(points, target, size, rem)
  return (
    <div className="spark" ref={ref} data-tone={level ?? undefined}>
      {shape && (
        <svg width={size.width} height={size.height} aria-hidden="true">
          <path className="spark-area" d={shape.area} />
          {shape.target && <path className="spark-target" d={shape.target} />}
          <path d={shape.line} />
          <path className="spark-tail" d={shape.tail} />
          {shape.end && <circle cx={shape.end.x} cy={shape.end.y} r={0.75 * rem} />}
        </svg>
      )}
    </div>
  )
}

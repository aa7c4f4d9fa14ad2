import { useMemo, useRef } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Chart } from '../pictures/Chart.tsx'
import { useDeskTheme } from '../theme.ts'
import { type Courses, courseOption } from './course.ts'
import { type Foretold, TakeForecast } from './TakeForecast.tsx'

/** Lines over days, each named above them as it is drawn; they may be taken away. */
export function CoursePicture({ courses, foretold, label }: { courses: Courses; foretold: Foretold; label: string }) {
  const say = useText()
  const theme = useDeskTheme()
  const { unitOfMeasurement, decimals } = foretold.indicator
  const picture = useRef<HTMLElement>(null)
  const option = useMemo(
    () => courseOption(courses, { unitOfMeasurement, decimals }, theme, say),
    [courses, unitOfMeasurement, decimals, theme, say],
  )
  return (
    <section ref={picture} className="forecast-picture">
      <TakeForecast foretold={foretold} courses={courses} picture={picture} />
      <ul className="forecast-legend">
        {courses.lines
          .filter(({ points }) => points.length > 0)
          .map(({ id, name, colour, dash }) => (
            <li key={id}>
              <i style={{ borderTopColor: colour }} data-line={dash ? ((dash[0] ?? 0) > 4 ? 'dashed' : 'dotted') : 'solid'} />
              {name}
            </li>
          ))}
        {courses.fan && (
          <li>
            <i data-line="spread" />
            {courses.fan.name}
          </li>
        )}
      </ul>
      <Chart option={option} label={label} />
    </section>
  )
}

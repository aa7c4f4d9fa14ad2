import { useMemo } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Chart } from '../pictures/Chart.tsx'
import { useDeskTheme } from '../theme.ts'
import { type Courses, courseOption, type Of } from './course.ts'

/** Lines over days, each named above them as it is drawn. */
export function CoursePicture({ courses, of, label }: { courses: Courses; of: Of; label: string }) {
  const say = useText()
  const theme = useDeskTheme()
  const { unitOfMeasurement, decimals } = of
  const option = useMemo(
    () => courseOption(courses, { unitOfMeasurement, decimals }, theme, say),
    [courses, unitOfMeasurement, decimals, theme, say],
  )
  return (
    <section className="forecast-picture">
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

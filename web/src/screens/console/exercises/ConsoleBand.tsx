import { useQuery } from '@tanstack/react-query'
import { exerciseNowQuery } from '../../../api/exercise.ts'
import { EXERCISE_CONSOLE, isExercised } from '../../../api/world.ts'
import { useText } from '../../../text/use-text.ts'
import { CONSOLE } from '../root.ts'
import './exercises.css'

/** In the top line of every screen: that this is an exercise, or that one is under way beside what is real. */
export function ConsoleBand() {
  const { t, title } = useText()
  const { data } = useQuery(exerciseNowQuery())
  const name = data?.exercise ? title(data.exercise.title) : null
  if (isExercised())
    return (
      <span className="exercise-band" role="status">
        <b>{t('exercises.mark')}</b> {name ?? t('exercises.noneUnderWay')} · {t('exercises.notReal')}
        <a href={`${CONSOLE}/alerts`}>{t('exercises.toReal')}</a>
      </span>
    )
  if (!data?.exercise) return <span>{t('console.title')}</span>
  const open = data.open.watch + data.open.warn + data.open.critical
  return (
    <span className="exercise-band" role="status">
      <b>{t('exercises.mark')}</b> {t('exercises.underWay', { name })} · {t('exercises.openAlerts', { count: open })}
      <a href={`${EXERCISE_CONSOLE}/alerts`}>{t('exercises.toExercise')}</a>
    </span>
  )
}

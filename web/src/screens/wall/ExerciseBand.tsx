import { useQuery } from '@tanstack/react-query'
import { exerciseNowQuery } from '../../api/exercise.ts'
import { useText } from '../../text/use-text.ts'
import './exercise-band.css'

/** Across the wall while an exercise is under way: nobody takes it for real, nor what is real for an exercise. */
export function ExerciseBand() {
  const { t, title } = useText()
  const { data } = useQuery(exerciseNowQuery())
  if (!data?.exercise) return null
  return (
    <p className="exercise-band" role="status">
      {t('exercises.wall', { name: title(data.exercise.title) })}
    </p>
  )
}

import { isExercised } from '../../../api/world.ts'
import { useText } from '../../../text/use-text.ts'
import './exercises.css'

/** Before the name of whatever an exercise made; nothing on a page that is real. */
export function ExerciseMark() {
  const { t } = useText()
  return isExercised() ? <span className="exercise-mark">{t('exercises.mark')}</span> : null
}

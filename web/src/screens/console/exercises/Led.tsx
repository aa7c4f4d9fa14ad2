import type { Exercise, ExerciseActAsk } from '@ioc/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { EXERCISE_CONSOLE } from '../../../api/world.ts'
import { useNow } from '../../../realtime/clock.ts'
import { useText } from '../../../text/use-text.ts'
import { Mark } from '../../../ui/Mark.tsx'
import { Failed } from '../Failed.tsx'
import { actOnExercise } from './queries.ts'

/** The exercise under way: its clock, what has been shown and what comes, and the buttons of whoever leads it. */
export function Led({ exercise, at }: { exercise: Exercise; at: string }) {
  const { t, title, minute, number, whole } = useText()
  const client = useQueryClient()
  const acting = useMutation({
    mutationFn: (act: ExerciseActAsk['act']) => actOnExercise(exercise.id, { act }),
    onSettled: () => client.invalidateQueries({ queryKey: ['exercises'] }),
  })
  const [isEnding, setEnding] = useState(false)
  const isRunning = exercise.status === 'running'
  const hasNext = exercise.injects.some(({ shownAt }) => shownAt === null)
  const button = (act: ExerciseActAsk['act'], isMain = false) => (
    <button
      type="button"
      className={isMain ? 'desk-primary' : undefined}
      disabled={acting.isPending}
      onClick={() => acting.mutate(act)}
    >
      {t(`exercises.act.${act}`)}
    </button>
  )
  return (
    <div className="exercise-led">
      <header>
        <div>
          <span className="exercise-mark">{t('exercises.mark')}</span>
          <h2>{title(exercise.title)}</h2>
          <small>{t(exercise.sends ? 'exercises.sends' : 'exercises.consoleOnly')}</small>
        </div>
        <Elapsed exercise={exercise} at={at} />
      </header>
      <div className="checklist-buttons">
        {hasNext && button('shown', true)}
        {button(isRunning ? 'paused' : 'resumed')}
        {isEnding ? (
          <>
            <span>{t('exercises.endAsk')}</span>
            {button('ended')}
            <button type="button" onClick={() => setEnding(false)}>
              {t('console.cancel')}
            </button>
          </>
        ) : (
          <button type="button" onClick={() => setEnding(true)}>
            {t('exercises.end')}
          </button>
        )}
        <a href={`${EXERCISE_CONSOLE}/alerts`}>{t('exercises.toExercise')}</a>
      </div>
      {acting.error && <Failed error={acting.error} />}
      <ol className="exercise-injects">
        {exercise.injects.map((inject, index) => (
          <li key={index} data-shown={inject.shownAt !== null || undefined}>
            <span>{t('exercises.minute', { minute: number(inject.minutes) })}</span>
            <div>
              <b>{title(inject.title)}</b>
              {inject.says.map((said) => (
                <p key={said.text.vi}>
                  {said.from}: «{title(said.text)}»
                </p>
              ))}
              {inject.readings.map((reading) => (
                <p key={`${reading.indicator} ${reading.unit.key}`}>
                  {title(reading.title)}, {reading.unit.name}:{' '}
                  <b>
                    {reading.unitOfMeasurement
                      ? whole(reading.value, reading.unitOfMeasurement, reading.decimals)
                      : number(reading.value, reading.decimals)}
                  </b>
                </p>
              ))}
              {inject.silences.map(({ domain, times }) => (
                <p key={domain.vi}>
                  {times === 0
                    ? t('exercises.heardAgain', { domain: title(domain) })
                    : t('exercises.silent', { domain: title(domain), times: number(times, 1) })}
                </p>
              ))}
            </div>
            <Mark tone={inject.shownAt ? 'good' : 'not_yet_due'}>
              {inject.shownAt ? t('exercises.shownAt', { time: minute(inject.shownAt) }) : t('exercises.toCome')}
            </Mark>
          </li>
        ))}
      </ol>
    </div>
  )
}

/** Its own clock, which stands while it is paused. */
function Elapsed({ exercise: { status, elapsed, lasts }, at }: { exercise: Exercise; at: string }) {
  const { t, number } = useText()
  const told = Date.parse(at)
  const seconds = useNow((now) => Math.floor(status === 'running' ? elapsed + (now - told) / 1_000 : elapsed))
  const two = (count: number) => String(Math.floor(count)).padStart(2, '0')
  return (
    <p className="exercise-clock" role="timer">
      {two(seconds / 3_600)}:{two((seconds / 60) % 60)}:{two(seconds % 60)}
      <small>{t(status === 'paused' ? 'exercises.paused' : 'exercises.endsAfter', { minutes: number(lasts / 60) })}</small>
    </p>
  )
}

import type { Exercise, ExercisesAnswer } from '@ioc/server/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import { Link } from '../Link.tsx'
import { pathTo } from '../paths.ts'
import { Led } from './Led.tsx'
import { exercisesQuery, startExercise } from './queries.ts'
import './exercises.css'

/** The exercise under way and how it is led, what else can be exercised, and those that are over. */
export function Exercises() {
  const { t } = useText()
  const { data, error } = useQuery(exercisesQuery())
  if (error) return <Failed error={error} />
  if (!data) return <p className="console-empty">{t('console.loading')}</p>
  const underWay = data.exercises.find(({ status }) => status !== 'ended')
  const over = data.exercises.filter(({ status }) => status === 'ended')
  return (
    <section>
      <div className="console-head">
        <div>
          <h1>{t('exercises.title')}</h1>
          <small>{t('exercises.help')}</small>
        </div>
      </div>
      {underWay ? <Led exercise={underWay} at={data.at} /> : <Begin scenarios={data.scenarios} />}
      {over.length > 0 && (
        <>
          <h2 className="alert-part">{t('exercises.before')}</h2>
          <Over exercises={over} />
        </>
      )}
    </section>
  )
}

function Begin({ scenarios }: Pick<ExercisesAnswer, 'scenarios'>) {
  const { t, title, number } = useText()
  const id = useId()
  const client = useQueryClient()
  const [key, setKey] = useState(scenarios[0]?.key ?? '')
  const [sends, setSends] = useState(false)
  const starting = useMutation({
    mutationFn: () => startExercise(key, sends),
    onSettled: () => client.invalidateQueries({ queryKey: ['exercises'] }),
  })
  return (
    <form
      className="exercise-begin"
      onSubmit={(event) => {
        event.preventDefault()
        starting.mutate()
      }}
    >
      <fieldset className="exercise-scenarios">
        <legend>{t('exercises.scenario')}</legend>
        {scenarios.map((scenario) => (
          <label key={scenario.key}>
            <input type="radio" name={id} checked={key === scenario.key} onChange={() => setKey(scenario.key)} />
            <span>
              <b>{title(scenario.title)}</b>
              <small>{title(scenario.about)}</small>
              <small>{t('exercises.lasts', { minutes: number(scenario.lasts / 60), count: scenario.injects })}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <fieldset className="exercise-channels">
        <legend>{t('exercises.channels')}</legend>
        {[false, true].map((each) => (
          <label key={String(each)}>
            <input type="radio" name={`${id}s`} checked={sends === each} onChange={() => setSends(each)} />
            <span>{t(each ? 'exercises.sends' : 'exercises.consoleOnly')}</span>
          </label>
        ))}
      </fieldset>
      <button type="submit" className="desk-primary" disabled={starting.isPending}>
        {t('exercises.begin')}
      </button>
      {starting.error && <Failed error={starting.error} />}
    </form>
  )
}

function Over({ exercises }: { exercises: Exercise[] }) {
  const { t, title, minute, day } = useText()
  return (
    <table className="desk-table">
      <tbody>
        {exercises.map(({ id, title: name, startedAt, startedBy, endedBy, injects }) => (
          <tr key={id}>
            <td>
              <span className="exercise-mark">{t('exercises.mark')}</span>{' '}
              <Link to={pathTo.exerciseReport(id)}>{title(name)}</Link>
            </td>
            <td>
              {minute(startedAt)} {day(startedAt)} · {startedBy}
            </td>
            <td>{t('exercises.shown', { count: injects.filter(({ shownAt }) => shownAt).length, of: injects.length })}</td>
            <td>{endedBy ? t('exercises.endedBy', { by: endedBy }) : t('exercises.endedByItself')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
